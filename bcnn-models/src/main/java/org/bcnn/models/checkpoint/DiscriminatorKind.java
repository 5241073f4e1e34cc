package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.WeightsDescription;

/** Networks that tell real images from generated ones. */
final class DiscriminatorKind implements NetworkKind<DiscriminatorDescription, Discriminator> {
  private static final String OUTPUTS = "bcnn.outputs";

  @Override
  public String task() {
    return "discrimination";
  }

  @Override
  public String use() {
    return "Checkpoint.discriminator()";
  }

  @Override
  public Class<DiscriminatorDescription> type() {
    return DiscriminatorDescription.class;
  }

  @Override
  public void encode(DiscriminatorDescription description, Map<String, String> texts) {
    texts.put(NetworkMetadata.MODEL, description.model());
    texts.put(NetworkMetadata.CHANNELS, Integer.toString(description.channels()));
    texts.put(NetworkMetadata.SIZE, Integer.toString(description.size()));
    texts.put(OUTPUTS, Integer.toString(description.outputs()));
    texts.put(NetworkMetadata.ACTIVATION, MetadataTexts.constant(description.activation()));
    texts.put(NetworkMetadata.WIDTH_MULTIPLIER, Double.toString(description.widthMultiplier()));
  }

  @Override
  public DiscriminatorDescription decode(MetadataTexts texts) throws MalformedFileException {
    return new DiscriminatorDescription(
        texts.text(NetworkMetadata.MODEL),
        texts.integer(NetworkMetadata.CHANNELS),
        texts.integer(NetworkMetadata.SIZE),
        texts.integer(OUTPUTS),
        texts.constant(NetworkMetadata.ACTIVATION, Activation.class),
        texts.number(NetworkMetadata.WIDTH_MULTIPLIER));
  }

  @Override
  public Discriminator build(DiscriminatorDescription description, WeightsDescription weights) {
    Component.GAN_MODEL.create(description.model());
    return GanModels.discriminator(description, weights);
  }
}

package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.GanModels;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.WeightsDescription;

/** Networks that make images of latent vectors. */
final class GeneratorKind implements NetworkKind<GeneratorDescription, Generator> {
  private static final String LATENT = "bcnn.latent";

  @Override
  public String task() {
    return "generation";
  }

  @Override
  public String use() {
    return "`bcnn gan` and Checkpoint.generator()";
  }

  @Override
  public Class<GeneratorDescription> type() {
    return GeneratorDescription.class;
  }

  @Override
  public void encode(GeneratorDescription description, Map<String, String> texts) {
    texts.put(NetworkMetadata.MODEL, description.model());
    texts.put(LATENT, Integer.toString(description.latent()));
    texts.put(NetworkMetadata.CHANNELS, Integer.toString(description.channels()));
    texts.put(NetworkMetadata.SIZE, Integer.toString(description.size()));
    texts.put(NetworkMetadata.ACTIVATION, MetadataTexts.constant(description.activation()));
    texts.put(NetworkMetadata.WIDTH_MULTIPLIER, Double.toString(description.widthMultiplier()));
  }

  @Override
  public GeneratorDescription decode(MetadataTexts texts) throws MalformedFileException {
    return new GeneratorDescription(
        texts.text(NetworkMetadata.MODEL),
        texts.integer(LATENT),
        texts.integer(NetworkMetadata.CHANNELS),
        texts.integer(NetworkMetadata.SIZE),
        texts.constant(NetworkMetadata.ACTIVATION, Activation.class),
        texts.number(NetworkMetadata.WIDTH_MULTIPLIER));
  }

  @Override
  public Generator build(GeneratorDescription description, WeightsDescription weights) {
    Component.GAN_MODEL.create(description.model());
    return GanModels.generator(description, weights);
  }
}

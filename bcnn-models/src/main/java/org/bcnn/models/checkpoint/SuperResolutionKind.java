package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;

/** Networks that enlarge images. */
final class SuperResolutionKind implements NetworkKind<SuperResolutionDescription, SuperResolver> {
  private static final String FACTOR = "bcnn.factor";
  private static final String NOISE = "bcnn.noise";

  @Override
  public String task() {
    return "super-resolution";
  }

  @Override
  public String use() {
    return "`bcnn superres evaluate`, `bcnn superres upscale` and Checkpoint.superResolver()";
  }

  @Override
  public Class<SuperResolutionDescription> type() {
    return SuperResolutionDescription.class;
  }

  @Override
  public void encode(SuperResolutionDescription description, Map<String, String> texts) {
    texts.put(NetworkMetadata.MODEL, description.model());
    texts.put(FACTOR, Integer.toString(description.factor()));
    texts.put(NetworkMetadata.CHANNELS, Integer.toString(description.channels()));
    texts.put(NetworkMetadata.ACTIVATION, MetadataTexts.constant(description.activation()));
    texts.put(NetworkMetadata.WIDTH_MULTIPLIER, Double.toString(description.widthMultiplier()));
    texts.put(NOISE, MetadataTexts.constant(description.noise()));
  }

  @Override
  public SuperResolutionDescription decode(MetadataTexts texts) throws MalformedFileException {
    return new SuperResolutionDescription(
        texts.text(NetworkMetadata.MODEL),
        texts.integer(FACTOR),
        texts.integer(NetworkMetadata.CHANNELS),
        texts.constant(NetworkMetadata.ACTIVATION, Activation.class),
        texts.number(NetworkMetadata.WIDTH_MULTIPLIER),
        texts.constant(NOISE, NoiseModel.class));
  }

  @Override
  public SuperResolver build(SuperResolutionDescription description, WeightsDescription weights) {
    Component.SUPER_RESOLUTION_MODEL.create(description.model());
    return SuperResolutionModels.build(description, weights);
  }
}

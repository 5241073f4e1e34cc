package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;

/** Networks that classify images. */
final class ClassifierKind implements NetworkKind<ClassifierDescription, ImageClassifier> {
  private static final String HEIGHT = "bcnn.height";
  private static final String WIDTH = "bcnn.width";
  private static final String CLASSES = "bcnn.classes";
  private static final String DROPOUT = "bcnn.dropout";

  @Override
  public String task() {
    return "classification";
  }

  @Override
  public String use() {
    return "`bcnn classify` and Checkpoint.classifier()";
  }

  @Override
  public Class<ClassifierDescription> type() {
    return ClassifierDescription.class;
  }

  @Override
  public void encode(ClassifierDescription description, Map<String, String> texts) {
    texts.put(NetworkMetadata.MODEL, description.model());
    texts.put(NetworkMetadata.CHANNELS, Integer.toString(description.channels()));
    texts.put(HEIGHT, Integer.toString(description.height()));
    texts.put(WIDTH, Integer.toString(description.width()));
    texts.put(CLASSES, Integer.toString(description.classes()));
    texts.put(NetworkMetadata.ACTIVATION, MetadataTexts.constant(description.activation()));
    texts.put(NetworkMetadata.WIDTH_MULTIPLIER, Double.toString(description.widthMultiplier()));
    if (description.dropout() > 0) {
      texts.put(DROPOUT, Double.toString(description.dropout()));
    }
  }

  @Override
  public ClassifierDescription decode(MetadataTexts texts) throws MalformedFileException {
    return new ClassifierDescription(
        texts.text(NetworkMetadata.MODEL),
        texts.integer(NetworkMetadata.CHANNELS),
        texts.integer(HEIGHT),
        texts.integer(WIDTH),
        texts.integer(CLASSES),
        texts.constant(NetworkMetadata.ACTIVATION, Activation.class),
        texts.number(NetworkMetadata.WIDTH_MULTIPLIER),
        texts.has(DROPOUT) ? texts.number(DROPOUT) : 0);
  }

  @Override
  public ImageClassifier build(ClassifierDescription description, WeightsDescription weights) {
    Component.MODEL.create(description.model());
    return Classifiers.build(description, weights);
  }
}

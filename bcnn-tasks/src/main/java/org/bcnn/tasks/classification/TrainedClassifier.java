package org.bcnn.tasks.classification;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.training.TrainingTexts;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * A classifier from a checkpoint, ready to use. Closing it closes the backend that it opened. Not
 * thread-safe.
 */
public final class TrainedClassifier implements AutoCloseable {
  /** Posterior draws of a prediction, where nothing else is said. */
  public static final int DRAWS = 30;

  private final Checkpoint checkpoint;
  private final Backend backend;
  private final ClassifierSession session;
  private final Predictor predictor;
  private final long seed;

  private TrainedClassifier(
      Checkpoint checkpoint, Backend backend, ClassifierSession session, EvaluationPlan plan) {
    this.checkpoint = checkpoint;
    this.backend = backend;
    this.session = session;
    EvaluationPlan carriedOut = plan.on(session);
    this.predictor = session.predictor(carriedOut.estimator(), carriedOut.draws());
    this.seed = plan.seed();
  }

  /**
   * Opens a checkpoint, to predict by {@value #DRAWS} draws of the estimator that it was trained
   * with.
   *
   * @param file the checkpoint
   * @param backend the name of the backend, such as {@code tf}; null for the only one there is
   * @return the classifier, to close
   * @throws org.bcnn.models.checkpoint.CheckpointException if the checkpoint cannot be used
   * @throws org.bcnn.backend.BackendException if the backend cannot
   */
  public static TrainedClassifier open(Path file, String backend) {
    Checkpoint checkpoint = Checkpoints.read(file);
    return open(
        checkpoint,
        Backends.find().choose(backend).open(BackendOptions.DEFAULT),
        NoiseSource.PORTABLE,
        new EvaluationPlan(estimator(checkpoint), DRAWS, checkpoint.seed()));
  }

  /**
   * Opens a checkpoint.
   *
   * @param checkpoint the checkpoint
   * @param backend the backend, which is closed with the classifier, and at once if this fails
   * @param noise who makes the noise
   * @param plan how predictions are made
   * @return the classifier, to close
   * @throws org.bcnn.models.checkpoint.CheckpointException if the checkpoint cannot be used
   */
  public static TrainedClassifier open(
      Checkpoint checkpoint, Backend backend, NoiseSource noise, EvaluationPlan plan) {
    try {
      return new TrainedClassifier(
          checkpoint,
          backend,
          ClassifierSession.restore(backend, checkpoint.classifier(), noise, checkpoint.values()),
          plan);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /**
   * Returns the estimator that a checkpoint was trained with.
   *
   * @param checkpoint the checkpoint
   * @return the estimator; local reparameterisation if the checkpoint does not say
   */
  public static Estimator estimator(Checkpoint checkpoint) {
    String name = checkpoint.training().get(TrainingTexts.ESTIMATOR);
    return name == null
        ? Estimator.LOCAL_REPARAMETERISATION
        : Estimator.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * Returns what the network is built from.
   *
   * @return the description, with the channels and size of its images
   */
  public ClassifierDescription description() {
    return checkpoint.classifierDescription();
  }

  /**
   * Returns the names of the classes.
   *
   * @return names in the order of the labels; numbers if the checkpoint has none
   */
  public List<String> classNames() {
    return ClassNames.of(checkpoint);
  }

  /**
   * Predicts the class of a picture, which is brought to the channels and size of the network. The
   * prediction depends on nothing that was predicted before.
   *
   * @param file a PNG, JPEG or BMP file
   * @return the prediction
   * @throws org.bcnn.tasks.image.PictureException if the file cannot be read as a picture
   */
  public ImagePrediction predict(Path file) {
    return predict(LabelledImages.unlabelled(PictureFile.read(file))).get(0);
  }

  /**
   * Predicts the classes of images, which are brought to the channels and size of the network. Each
   * is predicted by itself and under the same noise, so that it does not matter which others there
   * are.
   *
   * @param images the images; their labels are of no account
   * @return the prediction for each
   * @throws IllegalArgumentException if their channels cannot be brought to those of the network
   */
  public List<ImagePrediction> predict(LabelledImages images) {
    ClassifierDescription wanted = description();
    LabelledImages fitted =
        ImageFit.fit(images, wanted.channels(), wanted.height(), wanted.width());
    List<String> names = classNames();
    return IntStream.range(0, fitted.count())
        .mapToObj(
            i -> {
              PredictiveDistribution one =
                  predictor
                      .logits(fitted.subset(new int[] {i}), Evaluation.noise(seed), done -> {})
                      .distribution(Normalisation.SOFTMAX);
              return ImagePrediction.of(one, 0, names);
            })
        .toList();
  }

  @Override
  public void close() {
    predictor.close();
    session.close();
    backend.close();
  }
}

package org.bcnn.tasks.gan.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.optimizer.Adam;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.classification.ClassifierFunctions;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Sha256;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingTexts;
import org.bcnn.tensor.HostTensor;

/**
 * A classifier whose activations before the last layer describe images: what generated ones are
 * measured in. The field takes an Inception network that was trained on ImageNet; this is a small
 * one that is trained on the real images themselves, for which they need labels, so that it sees
 * what matters in them. Numbers in features of different networks do not compare; {@link #name}
 * tells networks apart.
 *
 * <p>The network is a deterministic LeNet-5 with rectifiers, which has 84 features. It is trained
 * with batches of {@value #BATCH} by Adam, at a learning rate that falls from {@value
 * #LEARNING_RATE} along a cosine, for {@value #LEAST_EPOCHS} epochs, or as many as come to {@value
 * #LEAST_STEPS} steps, but not more than {@value #MOST_EPOCHS}: nothing of that can be set, so that
 * the same images and the same seed give the same network on one backend.
 *
 * <p>Images of 28×28 are taken as they are and all others brought to 32×32, as {@link ImageFit}
 * does, and to the channels of the images trained on. Closing it closes its session, not the
 * backend. Not thread-safe.
 */
public final class FeatureNetwork implements AutoCloseable {
  /** The name of the file that a run keeps its network in. */
  public static final String FILE = "features.safetensors";

  private static final String MODEL = "lenet5";
  private static final int SMALL = 28;
  private static final int LARGE = 32;
  private static final int BATCH = 64;
  private static final double LEARNING_RATE = 0.001;
  private static final int LEAST_STEPS = 3000;
  private static final int LEAST_EPOCHS = 5;
  private static final int MOST_EPOCHS = 60;

  /** Images that go through the network together to be described. */
  private static final int DESCRIBED = 100;

  private static final int DIGITS_OF_NAME = 12;
  private static final String FEATURES = "features";

  private final ClassifierSession session;
  private final Checkpoint origin;
  private final Map<Integer, Executable> compiled = new LinkedHashMap<>();

  /** The origin has everything but values, which are the session's. */
  private FeatureNetwork(ClassifierSession session, Checkpoint origin) {
    this.session = session;
    this.origin = origin;
  }

  /**
   * Trains a network.
   *
   * @param backend the backend
   * @param data the name of the data set, for the name of the network and for its checkpoint
   * @param images real images with their labels, of at least 2 classes
   * @param seed decides the initial values and the order of the images
   * @param listener told of every step and epoch
   * @param stop asked before every step whether to stop
   * @return the network, to close
   * @throws org.bcnn.tasks.training.TrainingException if the loss is no longer finite
   * @throws org.bcnn.tasks.training.TrainingInterruptedException if asked to stop
   * @throws IllegalArgumentException if there are no images, or fewer than 2 classes
   */
  public static FeatureNetwork train(
      Backend backend,
      String data,
      LabelledImages images,
      long seed,
      TrainingListener listener,
      BooleanSupplier stop) {
    if (images.count() < 1 || images.classes() < 2) {
      throw new IllegalArgumentException(
          "features are learnt by telling at least 2 classes apart, got "
              + images
              + "; take real images with labels");
    }
    int size = images.height() == SMALL && images.width() == SMALL ? SMALL : LARGE;
    LabelledImages fitted = ImageFit.fit(images, images.channels(), size, size);
    TrainingPlan plan = plan(images.count(), seed);
    ImageClassifier classifier = plan.build(fitted);
    ClassifierSession session =
        ClassifierSession.initialise(backend, classifier, NoiseSource.PORTABLE, seed);
    try {
      new ClassifierTrainer(session, plan.objective(), plan.optimisation(), seed)
          .train(fitted, Optional.empty(), listener, stop);
      TrainingData real =
          new TrainingData(data, images, Optional.empty(), images, OptionalInt.empty(), 0, seed);
      return new FeatureNetwork(
          session,
          new Checkpoint(
              classifier.description(),
              plan.weights(),
              plan.settings(real),
              seed,
              Map.of(),
              Map.of()));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static TrainingPlan plan(int images, long seed) {
    int steps = (images + BATCH - 1) / BATCH;
    int epochs = Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, (LEAST_STEPS + steps - 1) / steps));
    return new TrainingPlan(
        MODEL,
        Activation.RELU,
        1,
        WeightsDescription.deterministic(Math.sqrt(2)),
        new ObjectiveSettings(Estimator.MEAN, 1, 1),
        new OptimisationSettings(
            epochs,
            BATCH,
            Adam.DEFAULT,
            LEARNING_RATE,
            LearningRateScheduleProvider.registry().create("cosine")),
        Augmentation.NONE,
        seed);
  }

  /**
   * Opens a network, of this class or any other classifier. Its weights are taken at their mean.
   *
   * @param backend the backend
   * @param checkpoint the checkpoint of a classifier
   * @return the network, to close
   * @throws org.bcnn.models.checkpoint.CheckpointException if the checkpoint is of another network
   *     or cannot be used
   * @throws IllegalArgumentException if the network does not end with a dense layer
   */
  public static FeatureNetwork open(Backend backend, Checkpoint checkpoint) {
    ImageClassifier classifier = checkpoint.classifier();
    classifier.lastLayer();
    return new FeatureNetwork(
        ClassifierSession.restore(backend, classifier, NoiseSource.PORTABLE, checkpoint.values()),
        checkpoint);
  }

  /**
   * Makes a checkpoint, which is that of an ordinary classifier.
   *
   * @param provenance where it comes from, in the order in which it is to be shown
   * @return the checkpoint
   */
  public Checkpoint toCheckpoint(Map<String, String> provenance) {
    return new Checkpoint(
        origin.architecture(),
        origin.weights(),
        origin.training(),
        origin.seed(),
        provenance,
        session.values());
  }

  /**
   * Writes the checkpoint.
   *
   * @param file the file, such as {@value #FILE} in the folder of a run
   * @param provenance where it comes from, in the order in which it is to be shown
   * @throws org.bcnn.models.checkpoint.CheckpointException if the file cannot be written
   */
  public void write(Path file, Map<String, String> provenance) {
    Checkpoints.write(file, toCheckpoint(provenance));
  }

  /**
   * Returns what the network is built from.
   *
   * @return the description, with the size and the channels of the images that it sees
   */
  public ClassifierDescription description() {
    return session.classifier().description();
  }

  /**
   * Returns a name that differs for networks whose features do not compare.
   *
   * @return model, activation, data set, the images it sees, and the first {@value #DIGITS_OF_NAME}
   *     digits of a SHA-256 digest of its values, such as {@code lenet5 (relu) of digits, 1x28x28,
   *     0123456789ab}
   */
  public String name() {
    ClassifierDescription network = description();
    return String.format(
        "%s (%s) of %s, %dx%dx%d, %s",
        network.model(),
        network.activation().name().toLowerCase(Locale.ROOT),
        origin.training().getOrDefault(TrainingTexts.DATA, "unknown data"),
        network.channels(),
        network.height(),
        network.width(),
        digest().substring(0, DIGITS_OF_NAME));
  }

  private String digest() {
    MessageDigest digest = Sha256.start();
    session
        .values()
        .forEach(
            (name, value) -> {
              digest.update((name + value.shape()).getBytes(StandardCharsets.UTF_8));
              ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * value.data().length);
              bytes.asFloatBuffer().put(value.data());
              digest.update(bytes);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Describes images.
   *
   * @param images the images, of any size; their labels are of no account
   * @return their features and predicted classes
   * @throws IllegalArgumentException if their channels cannot be brought to those of the network
   */
  public Features features(LabelledImages images) {
    return features(images, done -> {});
  }

  /**
   * Describes images and tells how it advances.
   *
   * @param images the images, of any size; their labels are of no account
   * @param progress told after each batch how many images are done
   * @return their features and predicted classes
   * @throws IllegalArgumentException if their channels cannot be brought to those of the network
   */
  public Features features(LabelledImages images, IntConsumer progress) {
    int size = session.classifier().lastLayer().parameters().get(0).shape().dim(0);
    int classes = description().classes();
    float[] features = new float[Math.multiplyExact(images.count(), size)];
    int[] predicted = new int[images.count()];
    for (int from = 0; from < images.count(); from += DESCRIBED) {
      int to = Math.min(images.count(), from + DESCRIBED);
      Map<String, HostTensor> outputs = describe(images, from, to);
      System.arraycopy(outputs.get(FEATURES).data(), 0, features, from * size, (to - from) * size);
      float[] logits = outputs.get(ClassifierFunctions.LOGITS).data();
      for (int image = from; image < to; image++) {
        predicted[image] = largest(logits, (image - from) * classes, classes);
      }
      progress.accept(to);
    }
    return Features.owning(size, classes, features, predicted);
  }

  private static int largest(float[] logits, int from, int count) {
    int largest = 0;
    for (int label = 1; label < count; label++) {
      if (logits[from + label] > logits[from + largest]) {
        largest = label;
      }
    }
    return largest;
  }

  private Map<String, HostTensor> describe(LabelledImages images, int from, int to) {
    ClassifierDescription wanted = description();
    int count = to - from;
    LabelledImages fitted =
        ImageFit.fit(
            images.subset(IntStream.range(from, to).toArray()),
            wanted.channels(),
            wanted.height(),
            wanted.width());
    HostTensor batch = HostTensor.zeros(session.classifier().imageShape(count));
    fitted.fillImages(IntStream.range(0, count).toArray(), 0, count, batch.data());
    return compiled
        .computeIfAbsent(count, size -> session.network().session().compile(function(size)))
        .run(Map.of(ClassifierFunctions.IMAGES, batch), new NoiseSeed(0, 0));
  }

  private Function function(int batch) {
    ImageClassifier classifier = session.classifier();
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(ClassifierFunctions.IMAGES, classifier.imageShape(batch));
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor features = classifier.features().apply(images, pass);
    return graph
        .function(FEATURES)
        .output(FEATURES, features)
        .output(ClassifierFunctions.LOGITS, classifier.lastLayer().apply(features, pass))
        .build();
  }

  /**
   * Returns how often the network is right: what its features are worth.
   *
   * @param images images with their labels, that it was not trained on
   * @return the share of them whose most probable class is the label
   * @throws IllegalArgumentException if there are none, or their classes are not the network's
   */
  public double accuracy(LabelledImages images) {
    int classes = description().classes();
    if (images.count() < 1 || images.classes() != classes) {
      throw new IllegalArgumentException(
          String.format(
              "the accuracy of a network of %d classes is that on at least one image with a label"
                  + " among them, got %s",
              classes, images));
    }
    Features features = features(images);
    long hits =
        IntStream.range(0, images.count())
            .filter(i -> features.predicted(i) == images.label(i))
            .count();
    return (double) hits / images.count();
  }

  @Override
  public void close() {
    compiled.values().forEach(Executable::close);
    compiled.clear();
    session.close();
  }
}

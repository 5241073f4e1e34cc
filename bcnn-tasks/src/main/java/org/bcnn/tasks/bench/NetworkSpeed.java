package org.bcnn.tasks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.optimizer.Adam;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tasks.classification.ClassifierFunctions;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tensor.HostTensor;

/**
 * How fast a network is beside another, from rounds in which both take turns: medians over the half
 * of the rounds that other processes disturbed least.
 *
 * @param stepMillis a training step, milliseconds
 * @param stepRatio its time over that of the other network
 * @param predictionMillis a prediction of a batch by one draw, milliseconds
 * @param predictionRatio its time over that of the other network
 * @param rounds how many rounds that is of
 * @param foreignShare the share of the processors that other processes used
 */
public record NetworkSpeed(
    double stepMillis,
    double stepRatio,
    double predictionMillis,
    double predictionRatio,
    int rounds,
    double foreignShare) {
  private static final int WARM_UP = 3;
  private static final long TRAINING_EXAMPLES = 60_000;

  private static final String STEP = "step";
  private static final String PREDICTION = "prediction";
  private static final String OTHER = "other ";

  /**
   * Measures.
   *
   * @param backend the backend
   * @param network the network
   * @param other what it is compared with
   * @param estimator how a draw is made
   * @param batch the images of a minibatch
   * @param counted how many rounds there are, at least 2
   * @return what was measured
   */
  public static NetworkSpeed measure(
      Backend backend,
      Checkpoint network,
      Checkpoint other,
      Estimator estimator,
      int batch,
      int counted) {
    try (Session one = open(backend, network);
        Session two = open(backend, other)) {
      List<Contender> contenders = new ArrayList<>();
      contenders.addAll(contenders("", one, network.classifier(), estimator, batch));
      contenders.addAll(contenders(OTHER, two, other.classifier(), estimator, batch));
      Rounds rounds = Rounds.run(contenders, WARM_UP, counted, done -> {});
      return new NetworkSpeed(
          rounds.median(STEP),
          rounds.ratio(STEP, OTHER + STEP),
          rounds.median(PREDICTION),
          rounds.ratio(PREDICTION, OTHER + PREDICTION),
          rounds.count(),
          rounds.foreignShare());
    }
  }

  private static Session open(Backend backend, Checkpoint checkpoint) {
    Session session = backend.openSession();
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    var variables = checkpoint.network().variables();
    variables
        .all()
        .forEach(variable -> values.put(variable, checkpoint.values().get(variable.name())));
    session.setAll(values);
    session.setAll(Adam.DEFAULT.initialState(variables.trainable()));
    return session;
  }

  private static List<Contender> contenders(
      String prefix, Session session, ImageClassifier classifier, Estimator estimator, int batch) {
    Function step =
        ClassifierFunctions.trainingStep(
            classifier,
            new ObjectiveSettings(estimator, 1, 1),
            Adam.DEFAULT,
            TRAINING_EXAMPLES,
            batch,
            NoiseSource.PORTABLE);
    Function prediction =
        ClassifierFunctions.prediction(classifier, estimator, 0, 1, batch, NoiseSource.PORTABLE);
    return List.of(
        contender(prefix + STEP, session, step),
        contender(prefix + PREDICTION, session, prediction));
  }

  private static Contender contender(String name, Session session, Function function) {
    Executable executable = session.compile(function);
    Map<String, HostTensor> inputs = inputs(function);
    NoiseSeed[] seed = {new NoiseSeed(1, 0)};
    return new Contender(
        name,
        () -> {
          executable.run(inputs, seed[0]);
          seed[0] = seed[0].next();
        });
  }

  /** Random images and labels, and a learning rate that moves nothing. */
  private static Map<String, HostTensor> inputs(Function function) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    for (Op.Input input : function.inputs()) {
      HostTensor value = HostTensor.zeros(input.shape());
      switch (input.name()) {
        case ClassifierFunctions.IMAGES ->
            PortableNoise.fillUniform(
                new NoiseAddress(1, 0, input.name(), 0).key(),
                0,
                value.data(),
                0,
                value.data().length);
        case ClassifierFunctions.LABELS -> {
          int classes = input.shape().dim(1);
          for (int i = 0; i < input.shape().dim(0); i++) {
            value.data()[i * classes + i % classes] = 1;
          }
        }
        case TrainingFunction.LEARNING_RATE -> value.data()[0] = 0;
        default -> value.data()[0] = 1;
      }
      inputs.put(input.name(), value);
    }
    return inputs;
  }
}

package org.bcnn.tasks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tasks.classification.ClassifierFunctions;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tensor.HostTensor;

/**
 * Times the training step and the prediction of LeNet-5 on 28×28 images, Bayesian against
 * deterministic, and variants of the Bayesian step that leave something out, which tell what takes
 * the time.
 */
public final class LeNetBenchmark {
  static final String DETERMINISTIC_STEP = "deterministic step";
  static final String BAYESIAN_STEP = "Bayesian step";
  static final String MEAN_STEP = "Bayesian step without sampling";
  static final String NATIVE_STEP = "Bayesian step with the engine's noise";
  static final String DETERMINISTIC_FORWARD = "deterministic forward pass";
  static final String BAYESIAN_FORWARD = "Bayesian forward pass";
  static final String HOST_NOISE = "noise of a step, on the host";
  static final String BAYESIAN_PREDICTION = "Bayesian prediction";

  private static final int SIZE = 28;
  private static final int CLASSES = 10;
  private static final int TRAINING_EXAMPLES = 60_000;
  private static final int WARM_UP = 5;

  private final BenchSettings settings;

  /**
   * Prepares the benchmark.
   *
   * @param settings sizes and number of rounds
   */
  public LeNetBenchmark(BenchSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns how many rounds a run has, those that warm up included.
   *
   * @return the number that progress reaches
   */
  public int rounds() {
    return WARM_UP + settings.rounds();
  }

  /**
   * Runs the benchmark.
   *
   * @param backend the backend
   * @param progress told after each round how many are done
   * @return the result
   */
  public BenchResult run(Backend backend, IntConsumer progress) {
    ImageClassifier bayesian =
        classifier(
            ParameterFactory.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1)));
    ImageClassifier deterministic =
        classifier(ParameterFactory.deterministic(MeanFieldGaussian.DEFAULT.meanGain()));
    try (Session bayesianSession = initialise(backend, bayesian);
        Session deterministicSession = initialise(backend, deterministic)) {
      Function step = step(bayesian, Estimator.LOCAL_REPARAMETERISATION, NoiseSource.PORTABLE);
      List<Contender> contenders = new ArrayList<>();
      contenders.add(
          contender(
              DETERMINISTIC_STEP,
              deterministicSession,
              step(deterministic, Estimator.MEAN, NoiseSource.PORTABLE)));
      contenders.add(contender(BAYESIAN_STEP, bayesianSession, step));
      contenders.add(
          contender(
              MEAN_STEP, bayesianSession, step(bayesian, Estimator.MEAN, NoiseSource.PORTABLE)));
      contenders.add(
          contender(
              NATIVE_STEP,
              bayesianSession,
              step(bayesian, Estimator.LOCAL_REPARAMETERISATION, NoiseSource.NATIVE)));
      contenders.add(
          contender(
              DETERMINISTIC_FORWARD,
              deterministicSession,
              prediction(deterministic, Estimator.MEAN, 1)));
      contenders.add(
          contender(
              BAYESIAN_FORWARD,
              bayesianSession,
              prediction(bayesian, Estimator.LOCAL_REPARAMETERISATION, 1)));
      contenders.add(hostNoise(step));
      contenders.add(
          contender(
              BAYESIAN_PREDICTION,
              bayesianSession,
              prediction(bayesian, Estimator.LOCAL_REPARAMETERISATION, settings.draws())));
      Rounds rounds = Rounds.run(contenders, WARM_UP, settings.rounds(), progress);
      return new BenchResult(backend.info(), settings, rounds);
    }
  }

  private ImageClassifier classifier(ParameterFactory weights) {
    return Classifiers.build(
        new ClassifierDescription("lenet5", 1, SIZE, SIZE, CLASSES, settings.activation()),
        weights);
  }

  private static Session initialise(Backend backend, ImageClassifier classifier) {
    Session session = backend.openSession();
    NetworkVariables variables = NetworkVariables.of(classifier.network());
    session.setAll(variables.initialValues(1));
    session.setAll(Adam.DEFAULT.initialState(variables.trainable()));
    return session;
  }

  private Function step(ImageClassifier classifier, Estimator estimator, NoiseSource noise) {
    return ClassifierFunctions.trainingStep(
        classifier,
        new ObjectiveSettings(estimator, 1, 1),
        Adam.DEFAULT,
        TRAINING_EXAMPLES,
        settings.batchSize(),
        noise);
  }

  private Function prediction(ImageClassifier classifier, Estimator estimator, int draws) {
    return ClassifierFunctions.prediction(
        classifier, estimator, 0, draws, settings.batchSize(), NoiseSource.PORTABLE);
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

  /** Random images and labels: what they show makes no difference to the time. */
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
          for (int i = 0; i < input.shape().dim(0); i++) {
            value.data()[i * CLASSES + i % CLASSES] = 1;
          }
        }
        case TrainingFunction.LEARNING_RATE -> value.data()[0] = 1e-3f;
        default -> value.data()[0] = 1;
      }
      inputs.put(input.name(), value);
    }
    return inputs;
  }

  private static Contender hostNoise(Function function) {
    List<Op.Noise> nodes =
        function.noise().stream()
            .filter(noise -> noise.distribution() == Distribution.STANDARD_NORMAL)
            .toList();
    float[][] arrays =
        nodes.stream().map(noise -> new float[noise.shape().size()]).toArray(float[][]::new);
    NoiseSeed seed = new NoiseSeed(1, 0);
    return new Contender(
        HOST_NOISE,
        () -> {
          for (int i = 0; i < arrays.length; i++) {
            PortableNoise.fillNormal(
                seed.address(nodes.get(i)).key(), 0, arrays[i], 0, arrays[i].length);
          }
        });
  }
}

package org.bcnn.it.bayes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** A Bayesian LeNet-5 on random images in one session, the same on every backend. */
final class LeNetRun implements AutoCloseable {
  static final double LEARNING_RATE = 1e-3;

  private static final int BATCH = 16;
  private static final long SEED = 1;
  private static final int CLASSES = 10;
  private static final int PREDICTIVE_DRAWS = 3;
  private static final long TRAINING_EXAMPLES = 60_000;

  private final ImageClassifier model;
  private final List<Variable> variables;
  private final Session session;
  private final Executable step;
  private final Function gradientFunction;
  private final Estimator estimator;
  private NoiseSeed noise = new NoiseSeed(SEED, 0);

  LeNetRun(Backend backend, Estimator estimator, KlMode mode, double rhoMean) {
    ParameterFactory weights =
        ParameterFactory.variational(
            new MeanFieldGaussian(Math.sqrt(2), rhoMean, 0.1), new GaussianPrior(0, 0.1));
    model =
        Classifiers.build(
            new ClassifierDescription("lenet5", 1, 28, 28, CLASSES, Activation.SOFTPLUS), weights);
    variables = Networks.variables(model.network());
    session = backend.openSession();
    session.setAll(NetworkVariables.of(model.network()).initialValues(SEED));
    session.setAll(Adam.DEFAULT.initialState(variables));
    GraphBuilder graph = new GraphBuilder();
    ObjectiveTerms<Tensor> terms = terms(graph, estimator, mode);
    step = session.compile(stepFunction(graph, terms));
    gradientFunction = gradientFunction(graph, terms);
    this.estimator = estimator;
  }

  LeNetRun(Backend backend, Estimator estimator) {
    this(backend, estimator, KlMode.AUTOMATIC, MeanFieldGaussian.DEFAULT.rhoMean());
  }

  private ObjectiveTerms<Tensor> terms(GraphBuilder graph, Estimator estimator, KlMode mode) {
    Tensor images = graph.input("images", model.imageShape(BATCH));
    Tensor labels = graph.input("labels", Shape.of(BATCH, CLASSES));
    return new VariationalObjective(1, estimator, mode, TRAINING_EXAMPLES, NoiseSource.PORTABLE)
        .build(model.network(), images, Likelihood.categorical(labels), graph.constant(1));
  }

  private Function stepFunction(GraphBuilder graph, ObjectiveTerms<Tensor> terms) {
    Function.Builder function =
        graph
            .function("step")
            .output("loss", terms.loss())
            .output("nll", terms.negativeLogLikelihood())
            .output("kl", terms.kl());
    Adam.DEFAULT.minimize(function, terms.loss(), variables, graph.constant((float) LEARNING_RATE));
    return function.build();
  }

  private Function gradientFunction(GraphBuilder graph, ObjectiveTerms<Tensor> terms) {
    Function.Builder function = graph.function("gradients");
    List<Tensor> all = Gradients.of(terms.loss(), Networks.reads(graph, variables));
    for (int i = 0; i < all.size(); i++) {
      function.output(variables.get(i).name(), all.get(i));
    }
    return function.build();
  }

  /** Compiles a prediction of several draws, which the session closes. */
  Executable compilePrediction() {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", model.imageShape(BATCH));
    Function.Builder function = graph.function("predict");
    for (int draw = 0; draw < PREDICTIVE_DRAWS; draw++) {
      Tensor logits = model.network().apply(images, Networks.pass(graph, estimator, draw));
      function.output("draw" + draw, logits.logSoftmax(1));
    }
    return session.compile(function.build());
  }

  /** Images uniform in [0, 1), another batch for each number. */
  private HostTensor images(long number) {
    HostTensor images = HostTensor.zeros(model.imageShape(BATCH));
    PortableNoise.fillUniform(
        new NoiseAddress(SEED, number, "images", 0).key(),
        0,
        images.data(),
        0,
        images.data().length);
    return images;
  }

  private static HostTensor labels(long number) {
    RandomStream stream = RandomStream.at(new NoiseAddress(SEED, number, "labels", 0));
    HostTensor labels = HostTensor.zeros(Shape.of(BATCH, CLASSES));
    for (int i = 0; i < BATCH; i++) {
      labels.data()[i * CLASSES + stream.nextInt(CLASSES)] = 1;
    }
    return labels;
  }

  private Map<String, HostTensor> batch() {
    long number = noise.step() % 5;
    return Map.of("images", images(number), "labels", labels(number));
  }

  /** Takes a step; returns loss, NLL and KL before it. */
  Map<String, HostTensor> step() {
    Map<String, HostTensor> terms = step.run(batch(), noise);
    noise = noise.next();
    return terms;
  }

  List<HostTensor> losses(int steps) {
    List<HostTensor> losses = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      losses.add(step().get("loss"));
    }
    return losses;
  }

  /** The gradients at the present parameters, by variable. */
  Map<String, HostTensor> gradients() {
    try (Executable gradients = session.compile(gradientFunction)) {
      return gradients.run(batch(), noise);
    }
  }

  Map<String, HostTensor> parameters() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    session.getAll(variables).forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  /** Log probabilities of a batch, by draw. May be called from several threads. */
  Map<String, HostTensor> predict(Executable prediction, long number) {
    return prediction.run(Map.of("images", images(number)), new NoiseSeed(SEED, number));
  }

  @Override
  public void close() {
    session.close();
  }
}

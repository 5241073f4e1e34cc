package org.bcnn.it.bayes;

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
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.Discriminator;
import org.bcnn.models.Generator;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.SuperResolver;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.LikelihoodFamily;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * One training step of a model from its start, on random images.
 *
 * @param before the variables before the step
 * @param outputs the loss, and the gradients by the names of their variables
 * @param after the variables after the step
 */
record ModelStep(
    Map<Variable, HostTensor> before,
    Map<String, HostTensor> outputs,
    Map<Variable, HostTensor> after) {
  static final String LOSS = "loss";

  private static final int BATCH = 6;
  private static final long SEED = 11;

  /**
   * What is trained, and on what.
   *
   * @param model the model
   * @param network its network
   * @param images a batch of images, or of what else the network takes
   * @param targets their targets
   * @param likelihood the likelihood of targets
   */
  record Problem(
      DescribedNetwork model,
      Layer network,
      HostTensor images,
      HostTensor targets,
      LikelihoodFamily likelihood) {

    static Problem of(ImageClassifier classifier) {
      int classes = classifier.description().classes();
      HostTensor labels = HostTensor.zeros(Shape.of(BATCH, classes));
      for (int i = 0; i < BATCH; i++) {
        labels.data()[i * classes + i % classes] = 1;
      }
      return new Problem(
          classifier,
          classifier.network(),
          uniform("images", classifier.imageShape(BATCH)),
          labels,
          Likelihood::categorical);
    }

    static Problem of(SuperResolver resolver) {
      return new Problem(
          resolver,
          resolver.network(),
          uniform("images", resolver.inputShape(BATCH, 9, 7)),
          uniform("targets", resolver.targetShape(BATCH, 9, 7)),
          resolver::likelihood);
    }

    static Problem of(Generator generator) {
      return new Problem(
          generator,
          generator.network(),
          uniform("latents", generator.latentShape(BATCH)),
          uniform("targets", generator.imageShape(BATCH)),
          targets -> Likelihood.gaussian(targets, 1));
    }

    static Problem of(Discriminator discriminator) {
      return new Problem(
          discriminator,
          discriminator.network(),
          uniform("images", discriminator.imageShape(BATCH)),
          uniform("targets", discriminator.logitsShape(BATCH)),
          Likelihood::bernoulli);
    }

    private static HostTensor uniform(String name, Shape shape) {
      HostTensor values = HostTensor.zeros(shape);
      PortableNoise.fillUniform(
          new NoiseAddress(SEED, 0, name, 0).key(), 0, values.data(), 0, values.data().length);
      return values;
    }

    NetworkVariables variables() {
      return model.variables();
    }
  }

  static ModelStep take(Backend backend, Problem problem, Estimator estimator) {
    NetworkVariables variables = problem.variables();
    Map<Variable, HostTensor> before = variables.initialValues(SEED);
    try (Session session = backend.openSession()) {
      session.setAll(before);
      session.setAll(Adam.DEFAULT.initialState(variables.trainable()));
      try (Executable step = session.compile(function(problem, estimator))) {
        Map<String, HostTensor> outputs =
            step.run(
                Map.of("images", problem.images(), "targets", problem.targets()),
                new NoiseSeed(SEED, 0));
        return new ModelStep(before, outputs, session.getAll(variables.all()));
      }
    }
  }

  private static Function function(Problem problem, Estimator estimator) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", problem.images().shape());
    Tensor targets = graph.input("targets", problem.targets().shape());
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(1, estimator, KlMode.AUTOMATIC, 600, NoiseSource.PORTABLE)
            .build(problem.network(), images, problem.likelihood().of(targets), graph.constant(1));
    Function.Builder function = graph.function("step").output(LOSS, terms.loss());
    List<Tensor> gradients = Gradients.of(terms.loss(), Networks.reads(graph, terms.trainable()));
    for (int i = 0; i < gradients.size(); i++) {
      function.output(terms.trainable().get(i).name(), gradients.get(i));
    }
    Adam.DEFAULT.minimize(function, terms.loss(), terms.trainable(), graph.constant(1e-3f));
    terms.updateBuffers(function);
    return function.build();
  }
}

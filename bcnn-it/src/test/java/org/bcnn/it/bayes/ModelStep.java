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
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ImageClassifier;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * One training step of a classifier from its start, on random images.
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

  static ModelStep take(Backend backend, ImageClassifier classifier, Estimator estimator) {
    NetworkVariables variables = NetworkVariables.of(classifier.network());
    Map<Variable, HostTensor> before = variables.initialValues(SEED);
    try (Session session = backend.openSession()) {
      session.setAll(before);
      session.setAll(Adam.DEFAULT.initialState(variables.trainable()));
      try (Executable step = session.compile(function(classifier, estimator))) {
        Map<String, HostTensor> outputs = step.run(batch(classifier), new NoiseSeed(SEED, 0));
        return new ModelStep(before, outputs, session.getAll(variables.all()));
      }
    }
  }

  private static Function function(ImageClassifier classifier, Estimator estimator) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(BATCH));
    Tensor labels = graph.input("labels", labelShape(classifier));
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(1, estimator, KlMode.AUTOMATIC, 600, NoiseSource.PORTABLE)
            .build(classifier.network(), images, Likelihood.categorical(labels), graph.constant(1));
    Function.Builder function = graph.function("step").output(LOSS, terms.loss());
    List<Tensor> gradients = Gradients.of(terms.loss(), Networks.reads(graph, terms.trainable()));
    for (int i = 0; i < gradients.size(); i++) {
      function.output(terms.trainable().get(i).name(), gradients.get(i));
    }
    Adam.DEFAULT.minimize(function, terms.loss(), terms.trainable(), graph.constant(1e-3f));
    terms.updateBuffers(function);
    return function.build();
  }

  private static Shape labelShape(ImageClassifier classifier) {
    return Shape.of(BATCH, classifier.description().classes());
  }

  private static Map<String, HostTensor> batch(ImageClassifier classifier) {
    HostTensor images = HostTensor.zeros(classifier.imageShape(BATCH));
    PortableNoise.fillUniform(
        new NoiseAddress(SEED, 0, "images", 0).key(), 0, images.data(), 0, images.data().length);
    HostTensor labels = HostTensor.zeros(labelShape(classifier));
    int classes = classifier.description().classes();
    for (int i = 0; i < BATCH; i++) {
      labels.data()[i * classes + i % classes] = 1;
    }
    return Map.of("images", images, "labels", labels);
  }
}

package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.objective.AdversarialLoss;
import org.bcnn.objective.DiscriminatorLikelihood;
import org.bcnn.objective.DiscriminatorLogits;
import org.bcnn.objective.DiscriminatorOutputs;
import org.bcnn.objective.FeatureMatchingLikelihood;
import org.bcnn.objective.GeneratorLikelihood;
import org.bcnn.objective.HingeLoss;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.SemiSupervisedLikelihood;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The losses of two players, against numbers worked by hand and against probabilities. */
class AdversarialLossTest {
  private static final Variable REAL = new Variable("real", Shape.of(2, 1));
  private static final Variable GENERATED = new Variable("generated", Shape.of(3, 1));
  private static final int CLASSES = 3;
  private static final Variable REAL_LOGITS = new Variable("real-logits", Shape.of(2, CLASSES + 1));
  private static final Variable GENERATED_LOGITS =
      new Variable("generated-logits", Shape.of(3, CLASSES + 1));
  private static final Variable LABELLED_LOGITS =
      new Variable("labelled-logits", Shape.of(2, CLASSES + 1));

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor real = graph.read(REAL);
  private final Tensor generated = graph.read(GENERATED);
  private final Exact exact = new Exact();

  private void assertSlopes(Tensor loss, Variable variable) {
    double[] gradient = exact.values(Gradients.of(loss, List.of(graph.read(variable)))).get(0);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(exact.slope(loss, variable, i, 1e-5), gradient[i], 1e-8, variable.name() + i);
    }
  }

  /** D is 3/4 and 1/2 of the real images, and 1/4, 4/5 and 1/2 of the generated ones. */
  private void setProbabilities() {
    exact.set(REAL, Math.log(3), 0);
    exact.set(GENERATED, -Math.log(3), Math.log(4), 0);
  }

  @Test
  void nonSaturatingIsTheLogarithmOfProbabilities() {
    setProbabilities();
    AdversarialLoss loss = new NonSaturatingLoss(0);
    double ofReal = -(Math.log(0.75) + Math.log(0.5)) / 2;
    double ofGenerated = -(Math.log(0.75) + Math.log(0.2) + Math.log(0.5)) / 3;
    Tensor discriminator = loss.discriminator(real, generated);
    assertEquals(ofReal + ofGenerated, exact.scalar(discriminator), 1e-12);
    assertSlopes(discriminator, REAL);
    assertSlopes(discriminator, GENERATED);
    Tensor generator = loss.generator(generated);
    double expected = -(Math.log(0.25) + Math.log(0.8) + Math.log(0.5)) / 3;
    assertEquals(expected, exact.scalar(generator), 1e-12);
    assertSlopes(generator, GENERATED);
  }

  /** Labels of real images are 0.9, those of generated ones 0: smoothing is one-sided. */
  @Test
  void smoothingLowersTheLabelsOfRealImagesAlone() {
    setProbabilities();
    Tensor loss = new NonSaturatingLoss(0.1).discriminator(real, generated);
    double ofReal = -(0.9 * Math.log(0.75) + 0.1 * Math.log(0.25) + Math.log(0.5)) / 2;
    double ofGenerated = -(Math.log(0.75) + Math.log(0.2) + Math.log(0.5)) / 3;
    assertEquals(ofReal + ofGenerated, exact.scalar(loss), 1e-7);
    assertSlopes(loss, REAL);
    exact.set(REAL, Math.log(9), Math.log(9));
    double[] gradient = exact.values(Gradients.of(loss, List.of(real))).get(0);
    assertArrayEquals(new double[] {0, 0}, gradient, 1e-8, "the best D of real images is 0.9");
  }

  @Test
  void hingeIsThatOfTheMargins() {
    exact.set(REAL, 0.25, 1.5);
    exact.set(GENERATED, -3, -0.5, 2);
    Tensor discriminator = new HingeLoss().discriminator(real, generated);
    assertEquals(0.75 / 2 + (0.5 + 3) / 3, exact.scalar(discriminator), 1e-12);
    assertSlopes(discriminator, REAL);
    assertSlopes(discriminator, GENERATED);
    Tensor generator = new HingeLoss().generator(generated);
    assertEquals(0.5, exact.scalar(generator), 1e-12);
    assertSlopes(generator, GENERATED);
  }

  /** Where a sigmoid in float32 is 0 or 1, the loss is the score and its gradient 1 or 0. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "tf", "djl"})
  void nonSaturatingIsStableFarOut(String backend) {
    Tensor loss = new NonSaturatingLoss(0).discriminator(real, generated);
    Tensor generator = new NonSaturatingLoss(0).generator(generated);
    List<Tensor> gradients = Gradients.of(loss, List.of(real, generated));
    Function function =
        graph
            .function("f")
            .output("loss", loss)
            .output("generator", generator)
            .output("real", gradients.get(0))
            .output("generated", gradients.get(1))
            .output("slope", Gradients.of(generator, List.of(generated)).get(0))
            .build();
    try (OneBackend one = new OneBackend(backend)) {
      one.set(REAL, -200, 200);
      one.set(GENERATED, 300, -300, -300);
      Map<String, HostTensor> values = one.run(function, Map.of(), new NoiseSeed(1, 0));
      assertEquals(100 + 100, values.get("loss").item(), 1e-4);
      assertEquals(200, values.get("generator").item(), 1e-4);
      assertArrayEquals(new double[] {-0.5, 0}, OneBackend.doubles(values.get("real")), 1e-6);
      assertArrayEquals(
          new double[] {1 / 3.0, 0, 0}, OneBackend.doubles(values.get("generated")), 1e-6);
      assertArrayEquals(
          new double[] {0, -1 / 3.0, -1 / 3.0}, OneBackend.doubles(values.get("slope")), 1e-6);
    }
  }

  private void setLogits() {
    exact.set(REAL_LOGITS, Networks.normal("gan/real", 8));
    exact.set(GENERATED_LOGITS, Networks.normal("gan/generated", 12));
    exact.set(LABELLED_LOGITS, Networks.normal("gan/labelled", 8));
  }

  /** The softmax over K + 1 classes, in double precision. */
  private double[] probabilities(Variable logits, int row) {
    double[] values = exact.get(logits);
    double[] p = new double[CLASSES + 1];
    double total = 0;
    for (int c = 0; c <= CLASSES; c++) {
      p[c] = Math.exp(values[row * (CLASSES + 1) + c]);
      total += p[c];
    }
    for (int c = 0; c <= CLASSES; c++) {
      p[c] /= total;
    }
    return p;
  }

  @Test
  void semiSupervisedIsTheLogarithmOfTheClassesProbabilities() {
    setLogits();
    int[] labels = {2, 0};
    Tensor oneHot =
        graph.constant(OneBackend.tensor(Shape.of(2, CLASSES), Networks.oneHot(CLASSES, labels)));
    double unlabelled = 0;
    for (int i = 0; i < 2; i++) {
      unlabelled -= Math.log(1 - probabilities(REAL_LOGITS, i)[CLASSES]) / 2;
    }
    for (int i = 0; i < 3; i++) {
      unlabelled -= Math.log(probabilities(GENERATED_LOGITS, i)[CLASSES]) / 3;
    }
    double supervised = 0;
    for (int i = 0; i < 2; i++) {
      double[] p = probabilities(LABELLED_LOGITS, i);
      supervised -= Math.log(p[labels[i]] / (1 - p[CLASSES])) / 2;
    }
    var likelihood =
        new SemiSupervisedLikelihood(
            new DiscriminatorLikelihood(new NonSaturatingLoss(0), List.of()), oneHot, 0.25);
    Tensor loss =
        likelihood.negativeLogLikelihood(
            new DiscriminatorOutputs(
                graph.read(REAL_LOGITS),
                graph.read(GENERATED_LOGITS),
                Optional.of(graph.read(LABELLED_LOGITS))));
    assertEquals(0.25 * supervised + unlabelled, exact.scalar(loss), 1e-7);
    for (Variable logits : List.of(REAL_LOGITS, GENERATED_LOGITS, LABELLED_LOGITS)) {
      assertSlopes(loss, logits);
    }
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    likelihood.negativeLogLikelihood(
                        new DiscriminatorOutputs(
                            graph.read(REAL_LOGITS),
                            graph.read(GENERATED_LOGITS),
                            Optional.empty())))
            .getMessage()
            .contains("needs logits of labelled images"));
  }

  /** The sum over the classes neither overflows nor is 0 in float32. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "tf", "djl"})
  void scoresOfClassesAreStableFarOut(String backend) {
    Variable logits = new Variable("logits", Shape.of(3, 3));
    Tensor read = graph.read(logits);
    Tensor score = DiscriminatorLogits.score(read);
    Function function =
        graph
            .function("f")
            .output("score", score)
            .output("gradient", Gradients.of(score.sum(), List.of(read)).get(0))
            .build();
    try (OneBackend one = new OneBackend(backend)) {
      one.set(logits, 200, 200, 100, -200, -200, -100, 0, 500, -500);
      Map<String, HostTensor> values = one.run(function, Map.of(), new NoiseSeed(1, 0));
      double log2 = Math.log(2);
      assertArrayEquals(
          new double[] {100 + log2, -100 + log2, 1000},
          OneBackend.doubles(values.get("score")),
          1e-4);
      assertArrayEquals(
          new double[] {0.5, 0.5, -1, 0.5, 0.5, -1, 0, 1, -1},
          OneBackend.doubles(values.get("gradient")),
          1e-6);
    }
  }

  @Test
  void shapesAndSettingsThatMakeNoSenseAreRefused() {
    for (double smoothing : new double[] {-0.1, 0.5, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new NonSaturatingLoss(smoothing));
    }
    assertThrows(IllegalArgumentException.class, () -> DiscriminatorLogits.score(real.sum()));
    assertThrows(IllegalArgumentException.class, () -> DiscriminatorLogits.classes(real));
    var likelihood = new DiscriminatorLikelihood(new HingeLoss(), List.of());
    assertThrows(
        IllegalArgumentException.class, () -> new SemiSupervisedLikelihood(likelihood, real, -1));
  }

  private VariationalObjective objective() {
    return new VariationalObjective(
        1, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 40, NoiseSource.PORTABLE);
  }

  /** The KL divergence is that of the player's own weights, and so are the variables. */
  @Test
  void eachPlayerIsTrainedOnItsOwnWeights() {
    Layer maker = Networks.dense("maker", 2, 3, Networks.variational());
    Layer judge = Networks.dense("judge", 3, 1, Networks.variational());
    Tensor latents = graph.input("latents", Shape.of(2, 2));
    exact.initialise(maker, 1).initialise(judge, 2);
    exact.input("latents", latents.shape(), Networks.normal("gan/latents", 4));
    AdversarialLoss loss = new NonSaturatingLoss(0);
    List<Variable> makers = NetworkVariables.of(maker).all();
    List<Variable> judges = NetworkVariables.of(judge).all();
    Tensor kappa = graph.constant(0.5f);
    ObjectiveTerms<Tensor> made =
        objective()
            .build(
                maker,
                latents,
                new GeneratorLikelihood(
                    loss,
                    images ->
                        judge.apply(images, Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0)),
                    judges),
                kappa);
    Tensor images = maker.apply(latents, Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0));
    Network<Tensor, DiscriminatorOutputs> judging =
        Network.of(
            List.of(judge),
            (x, pass) ->
                new DiscriminatorOutputs(
                    judge.apply(x, pass), judge.apply(images, pass), Optional.empty()));
    Tensor truth = graph.constant(OneBackend.tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    ObjectiveTerms<DiscriminatorOutputs> judged =
        objective().build(judging, truth, new DiscriminatorLikelihood(loss, makers), kappa);
    assertEquals(NetworkVariables.of(maker).trainable(), made.trainable());
    assertEquals(NetworkVariables.of(judge).trainable(), judged.trainable());
    for (ObjectiveTerms<?> terms : List.of(made, judged)) {
      assertEquals(
          exact.scalar(terms.negativeLogLikelihood()) + 0.5 / 40 * exact.scalar(terms.kl()),
          exact.scalar(terms.loss()),
          1e-7);
      assertTrue(exact.scalar(terms.kl()) > 0);
      for (Variable variable : terms.trainable()) {
        assertSlopes(terms.loss(), variable);
      }
    }
    double[] scores =
        exact.values(judge.apply(images, Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0)));
    double expected = 0;
    for (double score : scores) {
      expected -= Math.log(1 / (1 + Math.exp(-score))) / scores.length;
    }
    assertEquals(expected, exact.scalar(made.negativeLogLikelihood()), 1e-9);
  }

  /**
   * Without being told, the weights of another player are taken for weights that were forgotten.
   */
  @Test
  void weightsThatNobodyTrainsAreRefused() {
    Layer maker = Networks.dense("maker", 2, 3, Networks.variational());
    DeterministicParameter stray = new DeterministicParameter("stray", Shape.of(3), 0, 1);
    Tensor latents = graph.input("latents", Shape.of(2, 2));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    objective()
                        .build(
                            maker,
                            latents,
                            new GeneratorLikelihood(
                                new HingeLoss(),
                                images -> images.multiply(stray.mean(graph)).sum(true, 1),
                                List.of()),
                            graph.constant(1)))
            .getMessage();
    assertTrue(message.contains("depends on stray"), message);
  }

  /** Features are twice the pixels: means 2 · (1 + 4) / 2 = 5 and 2 · (0 + 1 + 2) / 3 = 2. */
  @Test
  void featureMatchingIsTheSquaredDistanceOfMeans() {
    exact.set(REAL, 1, 4);
    exact.set(GENERATED, 0, 1, 2);
    Tensor loss =
        new FeatureMatchingLikelihood(images -> images.multiply(2), real, List.of())
            .negativeLogLikelihood(generated);
    // A third of a batch of three is a float32 constant.
    assertEquals(9, exact.scalar(loss), 1e-6);
    List<double[]> gradients = exact.values(Gradients.of(loss, List.of(generated, real)));
    // 2 · (2 − 5) · 2 / 3 for each generated image; real ones are what is to be matched.
    assertArrayEquals(new double[] {-4, -4, -4}, gradients.get(0), 1e-6);
    assertArrayEquals(new double[2], gradients.get(1));
  }
}

package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictorTest {
  private static final NoiseSeed START = new NoiseSeed(3, 100);

  private static Backend backend;
  private static ClassifierSession session;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(2));
    session = ClassifierSession.initialise(backend, TinyImages.bayesian(), NoiseSource.PORTABLE, 1);
  }

  @AfterAll
  static void close() {
    session.close();
    backend.close();
  }

  private static PredictiveDistribution predict(
      Estimator estimator, int draws, LabelledImages images, NoiseSeed start) {
    try (Predictor predictor = session.predictor(estimator, draws)) {
      return predictor.predict(images, start);
    }
  }

  /** 230 images are batches of 100, 100 and 30; 12 draws are two functions of 10 and 2. */
  @Test
  void batchesAndDrawsAreWhereTheyBelong() {
    LabelledImages images = TinyImages.halves(230);
    Estimator lrt = Estimator.LOCAL_REPARAMETERISATION;
    PredictiveDistribution all = predict(lrt, 12, images, START);
    assertEquals(12, all.draws());
    assertEquals(230, all.examples());
    int[] second = new int[100];
    for (int i = 0; i < second.length; i++) {
      second[i] = 100 + i;
    }
    PredictiveDistribution part = predict(lrt, 10, images.subset(second), START.next());
    for (int draw = 0; draw < 10; draw++) {
      for (int i = 0; i < second.length; i++) {
        assertEquals(
            part.probability(draw, i, 1), all.probability(draw, 100 + i, 1), "draw " + draw);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "WEIGHT_SAMPLING"})
  void drawsDifferAndSoDoEqualImagesUnderTheLocalEstimator(Estimator estimator) {
    LabelledImages twice = TinyImages.halves(1).subset(new int[] {0, 0});
    PredictiveDistribution drawn = predict(estimator, 3, twice, START);
    assertNotEquals(drawn.probability(0, 0, 0), drawn.probability(1, 0, 0));
    assertTrue(drawn.epistemic(0) > 0);
    boolean alike = drawn.probability(0, 0, 0) == drawn.probability(0, 1, 0);
    assertEquals(estimator == Estimator.WEIGHT_SAMPLING, alike, "one draw of weights for a batch");
  }

  /** Logits are before any normalisation, and of images whose classes the network does not know. */
  @Test
  void logitsNeedNoLabels() {
    LabelledImages images = TinyImages.halves(3);
    byte[] pixels = new byte[3 * TinyImages.SIZE * TinyImages.SIZE];
    for (int p = 0; p < pixels.length; p++) {
      int within = p % (TinyImages.SIZE * TinyImages.SIZE);
      pixels[p] =
          (byte)
              images.pixel(
                  p / (TinyImages.SIZE * TinyImages.SIZE),
                  0,
                  within / TinyImages.SIZE,
                  within % TinyImages.SIZE);
    }
    LabelledImages others =
        LabelledImages.of(
            1, TinyImages.SIZE, TinyImages.SIZE, List.of("x"), pixels, new int[] {0, 0, 0});
    Estimator lrt = Estimator.LOCAL_REPARAMETERISATION;
    PredictiveDistribution expected = predict(lrt, 2, images, START);
    try (Predictor predictor = session.predictor(lrt, 2)) {
      Logits logits = predictor.logits(others, START, done -> {});
      double first = Math.exp(logits.value(1, 2, 0));
      double second = Math.exp(logits.value(1, 2, 1));
      assertEquals(expected.probability(1, 2, 0), first / (first + second), 1e-6);
      assertThrows(IllegalArgumentException.class, () -> predictor.predict(others, START));
      LabelledImages small = LabelledImages.of(1, 1, 1, List.of("x"), new byte[1], new int[1]);
      assertThrows(
          IllegalArgumentException.class, () -> predictor.logits(small, START, done -> {}));
    }
  }

  /** Images of another kind are brought to the size, and counted after those of the test. */
  @Test
  void detailsCompareImagesOfAnyShape() {
    LabelledImages coloured =
        LabelledImages.of(3, 4, 5, List.of("x"), new byte[2 * 3 * 4 * 5], new int[2]);
    List<Integer> told = new ArrayList<>();
    DetailedEvaluation detailed =
        ClassifierMixture.of(new EvaluationPlan(Estimator.LOCAL_REPARAMETERISATION, 2, 1), session)
            .evaluateInDetail(TinyImages.halves(7), Map.of("black", coloured), told::add);
    assertEquals(2, detailed.outOfDistribution().get("black").images());
    assertEquals(List.of(7, 9), told);
    assertEquals(
        detailed.evaluation().calibration().accuracy(),
        detailed.rejection().forCoverage(1).accuracy());
  }

  @Test
  void withoutSamplingThereIsOneDraw() {
    LabelledImages images = TinyImages.halves(3);
    PredictiveDistribution mean = predict(Estimator.MEAN, 1, images, START);
    assertEquals(mean.mean(2, 0), predict(Estimator.MEAN, 1, images, START.next()).mean(2, 0));
    assertThrows(IllegalArgumentException.class, () -> session.predictor(Estimator.MEAN, 2));
    assertThrows(IllegalArgumentException.class, () -> session.predictor(Estimator.MEAN, 0));
  }

  @Test
  void tellsHowItAdvances() {
    List<Integer> told = new ArrayList<>();
    try (Predictor predictor = session.predictor(Estimator.MEAN, 1)) {
      predictor.predict(TinyImages.halves(230), START, told::add);
    }
    assertEquals(List.of(100, 200, 230), told);
  }

  @Test
  void restoredValuesPredictAlike() {
    LabelledImages images = TinyImages.halves(5);
    Map<String, HostTensor> values = session.values();
    try (ClassifierSession restored =
            ClassifierSession.restore(
                backend, TinyImages.bayesian(), NoiseSource.PORTABLE, values);
        Predictor predictor = restored.predictor(Estimator.LOCAL_REPARAMETERISATION, 2)) {
      PredictiveDistribution there = predict(Estimator.LOCAL_REPARAMETERISATION, 2, images, START);
      PredictiveDistribution here = predictor.predict(images, START);
      assertEquals(there.probability(1, 4, 0), here.probability(1, 4, 0));
      assertEquals(session.klNats(), restored.klNats());
    }
    Map<String, HostTensor> fewer = new LinkedHashMap<>(values);
    fewer.remove("dense2/weight/rho");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ClassifierSession.restore(
                        backend, TinyImages.bayesian(), NoiseSource.PORTABLE, fewer))
            .getMessage();
    assertTrue(message.contains("dense2/weight/rho"), message);
  }

  /** The sum over all weights of all layers, with the posterior first, computed in double. */
  @Test
  void klIsThatOfTheWholeNetwork() {
    Map<String, HostTensor> values = session.values();
    double expected = 0;
    for (String name : values.keySet()) {
      if (name.endsWith("/mu")) {
        float[] mu = values.get(name).data();
        float[] rho = values.get(name.replace("/mu", "/rho")).data();
        for (int i = 0; i < mu.length; i++) {
          double sigma = Math.log1p(Math.exp(rho[i]));
          double second = sigma * sigma + (double) mu[i] * mu[i];
          expected += Math.log(0.1 / sigma) + second / (2 * 0.1 * 0.1) - 0.5;
        }
      }
    }
    assertEquals(expected, session.klNats(), 1e-5 * expected);
  }

  @Test
  void evaluationOfADeterministicNetworkMakesOneDraw() {
    EvaluationPlan plan = new EvaluationPlan(Estimator.LOCAL_REPARAMETERISATION, 30, 1);
    try (ClassifierSession plain =
        ClassifierSession.initialise(
            backend, TinyImages.deterministic(), NoiseSource.PORTABLE, 1)) {
      assertEquals(1, plan.on(plain).draws());
      Evaluation evaluation =
          ClassifierMixture.of(plan, plain).evaluate(TinyImages.halves(10), done -> {});
      assertEquals(0, evaluation.epistemic());
      assertEquals(0, evaluation.mutualInformation(), 1e-12);
      assertEquals(0, plain.klNats());
    }
    assertEquals(30, plan.on(session).draws());
    assertThrows(IllegalArgumentException.class, () -> new EvaluationPlan(Estimator.MEAN, 0, 1));
  }
}

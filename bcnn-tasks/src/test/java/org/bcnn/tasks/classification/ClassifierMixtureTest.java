package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Logits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What several classifiers predict together. */
class ClassifierMixtureTest {
  private static final EvaluationPlan THREE =
      new EvaluationPlan(Estimator.LOCAL_REPARAMETERISATION, 3, 5);
  private static final LabelledImages IMAGES = TinyImages.halves(130);

  private static Backend backend;
  private static ClassifierSession first;
  private static ClassifierSession second;
  private static ClassifierSession plain;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(2));
    first = ClassifierSession.initialise(backend, TinyImages.bayesian(), NoiseSource.PORTABLE, 1);
    second = ClassifierSession.initialise(backend, TinyImages.bayesian(), NoiseSource.PORTABLE, 2);
    plain =
        ClassifierSession.initialise(backend, TinyImages.deterministic(), NoiseSource.PORTABLE, 1);
  }

  @AfterAll
  static void close() {
    plain.close();
    second.close();
    first.close();
    backend.close();
  }

  private static ClassifierMixture.Member member(EvaluationPlan plan, ClassifierSession session) {
    return new ClassifierMixture.Member(plan, session);
  }

  /** Draws of the first are those of the first alone, and so on. */
  @Test
  void drawsAreThoseOfEachMember() {
    EvaluationPlan other = new EvaluationPlan(Estimator.WEIGHT_SAMPLING, 3, 7);
    ClassifierMixture mixture =
        new ClassifierMixture(List.of(member(THREE, first), member(other, second)));
    assertEquals(6, mixture.draws());
    assertEquals(5, mixture.seed());
    List<Integer> told = new ArrayList<>();
    Logits mixed = mixture.predict(IMAGES, told::add);
    assertEquals(List.of(50, 65, 115, 130), told);
    List<Logits> alone =
        List.of(
            THREE.predict(first, IMAGES, done -> {}), other.predict(second, IMAGES, done -> {}));
    for (int draw = 0; draw < 6; draw++) {
      for (int image = 0; image < 130; image++) {
        assertEquals(
            alone.get(draw / 3).value(draw % 3, image, 1), mixed.value(draw, image, 1), "" + draw);
      }
    }
  }

  /** A mixture of single draws is a deep ensemble, whose members can disagree. */
  @Test
  void plainNetworksAreAnEnsemble() {
    ClassifierMixture alone = ClassifierMixture.of(THREE, plain);
    assertEquals(1, alone.draws());
    assertEquals(0, alone.evaluate(IMAGES, done -> {}).mutualInformation(), 1e-12);
    try (ClassifierSession other =
        ClassifierSession.initialise(
            backend, TinyImages.deterministic(), NoiseSource.PORTABLE, 2)) {
      ClassifierMixture both =
          new ClassifierMixture(List.of(member(THREE, plain), member(THREE, other)));
      assertEquals(2, both.draws());
      assertTrue(both.evaluate(IMAGES, done -> {}).mutualInformation() > 1e-6);
    }
  }

  @Test
  void membersCountAlike() {
    assertThrows(IllegalArgumentException.class, () -> new ClassifierMixture(List.of()));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClassifierMixture(List.of(member(THREE, first), member(THREE, plain))))
            .getMessage();
    assertTrue(message.contains("3 draws and another"), message);
  }
}

package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.models.ImageClassifier;
import org.bcnn.optimizer.Adam;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassifierTrainerTest {
  private static final ObjectiveSettings LRT =
      new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 1, 1);

  private static Backend backend;

  private final List<StepRecord> steps = new ArrayList<>();
  private final List<EpochRecord> epochs = new ArrayList<>();
  private final TrainingListener recorder =
      new TrainingListener() {
        @Override
        public void onStep(StepRecord step) {
          steps.add(step);
        }

        @Override
        public void onEpoch(EpochRecord epoch) {
          epochs.add(epoch);
        }
      };

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(2));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static OptimisationSettings optimisation(int epochs, int batch, double rate) {
    return new OptimisationSettings(epochs, batch, Adam.DEFAULT, rate, progress -> 1);
  }

  private void train(
      ImageClassifier classifier,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      long seed) {
    LabelledImages images = TinyImages.halves(70);
    try (ClassifierSession session =
        ClassifierSession.initialise(backend, classifier, NoiseSource.PORTABLE, seed)) {
      new ClassifierTrainer(session, objective, optimisation, seed)
          .train(images, Optional.of(TinyImages.halves(20)), recorder, () -> false);
    }
  }

  @Test
  void everyExampleIsUsedInEveryEpochAndTheLastBatchIsSmaller() {
    train(TinyImages.bayesian(), LRT, optimisation(2, 32, 1e-3), 1);
    assertEquals(List.of(32, 32, 6, 32, 32, 6), steps.stream().map(StepRecord::examples).toList());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), steps.stream().map(StepRecord::step).toList());
    assertEquals(List.of(1, 1, 1, 2, 2, 2), steps.stream().map(StepRecord::epoch).toList());
    assertEquals(2, epochs.size());
  }

  /** N is the number of images trained on: 70, without the 20 for validation. */
  @Test
  void lossIsNllPlusKlOverTheExamplesTrainedOn() {
    train(
        TinyImages.bayesian(),
        new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 2, 0.25),
        optimisation(1, 35, 1e-3),
        1);
    for (StepRecord step : steps) {
      double expected = step.nll() + 0.25 * step.kl() / 70;
      assertEquals(expected, step.loss(), 1e-6 * expected);
    }
  }

  @Test
  void deterministicNetworksHaveNoKl() {
    train(
        TinyImages.deterministic(),
        new ObjectiveSettings(Estimator.MEAN, 1, 1),
        optimisation(1, 35, 1e-3),
        1);
    for (StepRecord step : steps) {
      assertEquals(0, step.kl());
      assertEquals(step.nll(), step.loss());
    }
  }

  /** All its draws are one, and a label says nothing about weights that are known. */
  @Test
  void deterministicNetworksHaveNoEpistemicUncertainty() {
    train(
        TinyImages.deterministic(),
        new ObjectiveSettings(Estimator.MEAN, 1, 1),
        optimisation(1, 35, 1e-3),
        1);
    train(TinyImages.bayesian(), LRT, optimisation(1, 35, 1e-3), 1);
    ValidationScores plain = ValidationScores.of(epochs.get(0));
    assertEquals(0, plain.epistemic());
    assertEquals(0, plain.mutualInformation());
    assertTrue(plain.aleatoric() > 0 && plain.predictiveEntropy() > 0, plain.toString());
    ValidationScores bayesian = ValidationScores.of(epochs.get(1));
    assertTrue(bayesian.epistemic() > 0 && bayesian.mutualInformation() > 0, bayesian.toString());
  }

  @Test
  void learnsWhatIsEasy() {
    train(TinyImages.bayesian(), LRT, optimisation(15, 35, 2e-3), 1);
    EpochRecord last = epochs.get(epochs.size() - 1);
    assertEquals(1, last.score(ValidationScores.TRAIN_ACCURACY));
    assertEquals(1, last.score(ValidationScores.ACCURACY));
    assertTrue(last.nll() < epochs.get(0).nll(), last.toString());
    assertTrue(last.kl() < epochs.get(0).kl(), "the posterior relaxes towards the prior");
  }

  /**
   * Mistake 4: with κ rising from 0 the loss is smallest in the first epoch, which has next to no
   * KL in it, whatever is learnt later.
   */
  @Test
  void anAnnealedLossWouldChooseAnotherEpochThanTheValidationNll() {
    train(
        TinyImages.bayesian(),
        new ObjectiveSettings(
            Estimator.LOCAL_REPARAMETERISATION,
            1,
            KlMode.AUTOMATIC,
            1,
            KlScheduleProvider.registry().create("linear:epochs=4")),
        optimisation(4, 35, 1e-3),
        1);
    EpochRecord byLoss =
        epochs.stream().min(Comparator.comparingDouble(EpochRecord::loss)).orElseThrow();
    BestEpoch best = BestEpoch.of(epochs.stream().map(EpochRecord::validationNll).toList());
    assertEquals(1, byLoss.epoch());
    assertTrue(best.epoch() > 1, best.toString());
    assertTrue(best.validationNll() < byLoss.validationNll(), "and is the better one");
  }

  @Test
  void theSeedDecidesEverything() {
    train(TinyImages.bayesian(), LRT, optimisation(2, 32, 1e-3), 5);
    List<StepRecord> first = List.copyOf(steps);
    steps.clear();
    train(TinyImages.bayesian(), LRT, optimisation(2, 32, 1e-3), 5);
    assertEquals(first, steps);
    steps.clear();
    train(TinyImages.bayesian(), LRT, optimisation(2, 32, 1e-3), 6);
    assertNotEquals(first.get(0), steps.get(0));
  }

  /**
   * Mistake 3 of docs/mistakes.md: with a learning rate that is lost in rounding, augmentation
   * changes the training loss, and not a bit of validation.
   */
  @Test
  void onlyTrainingImagesAreAugmented() {
    List<EpochRecord> found = new ArrayList<>();
    for (String augmentation : List.of("none", "flip,crop=8")) {
      try (ClassifierSession session =
          ClassifierSession.initialise(backend, TinyImages.bayesian(), NoiseSource.PORTABLE, 1)) {
        new ClassifierTrainer(
                session, LRT, optimisation(1, 35, 1e-30), Augmentation.parse(augmentation), 1)
            .train(
                TinyImages.halves(70), Optional.of(TinyImages.halves(20)), recorder, () -> false);
      }
      found.add(epochs.get(epochs.size() - 1));
    }
    assertNotEquals(found.get(0).nll(), found.get(1).nll());
    assertEquals(found.get(0).kl(), found.get(1).kl(), "the weights are the same");
    assertEquals(found.get(0).validationNll(), found.get(1).validationNll());
    assertEquals(ValidationScores.of(found.get(0)), ValidationScores.of(found.get(1)));
  }

  /** Whether it ends well, diverges or is stopped. */
  @Test
  void noThreadIsLeftBehind() throws InterruptedException {
    train(TinyImages.bayesian(), LRT, optimisation(1, 35, 1e-3), 1);
    assertThrows(
        TrainingException.class,
        () -> train(TinyImages.bayesian(), LRT, optimisation(5, 35, 1e30), 1));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("bcnn-minibatches")) {
        // Its last task may be under way.
        thread.join(60_000);
        assertFalse(thread.isAlive());
      }
    }
  }

  @Test
  void stopsWhereTheLossIsNoLongerFinite() {
    String message =
        assertThrows(
                TrainingException.class,
                () -> train(TinyImages.bayesian(), LRT, optimisation(5, 35, 1e30), 1))
            .getMessage();
    assertTrue(message.contains("at step 2, in epoch 1"), message);
    assertTrue(message.contains("lower learning rate"), message);
    assertTrue(message.contains("is made at step 2 by"), message);
    assertTrue(message.contains("the largest values are those of"), message);
    assertEquals(1, steps.size(), "the step that went wrong is not reported as a good one");
  }

  @Test
  void stopsWhenAsked() {
    try (ClassifierSession session =
        ClassifierSession.initialise(backend, TinyImages.bayesian(), NoiseSource.PORTABLE, 1)) {
      ClassifierTrainer trainer = new ClassifierTrainer(session, LRT, optimisation(2, 35, 1e-3), 1);
      String message =
          assertThrows(
                  TrainingInterruptedException.class,
                  () ->
                      trainer.train(
                          TinyImages.halves(70),
                          Optional.empty(),
                          recorder,
                          () -> steps.size() == 3))
              .getMessage();
      assertEquals("stopped after 3 steps; 1 epochs are complete", message);
    }
    assertTrue(
        Double.isNaN(epochs.get(0).score(ValidationScores.ACCURACY)),
        "there was nothing to validate on");
  }

  @Test
  void imagesOfAnotherSizeAreRefusedBeforeTheFirstStep() {
    ImageClassifier classifier = TinyImages.bayesian();
    LabelledImages wrong = LabelledImages.of(1, 8, 8, List.of("a", "b"), new byte[64], new int[1]);
    try (ClassifierSession session =
        ClassifierSession.initialise(backend, classifier, NoiseSource.PORTABLE, 1)) {
      ClassifierTrainer trainer = new ClassifierTrainer(session, LRT, optimisation(1, 1, 1e-3), 1);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> trainer.train(wrong, Optional.empty(), recorder, () -> false))
              .getMessage();
      assertTrue(message.contains("1x16x16") && message.contains("1x8x8"), message);
    }
    assertFalse(steps.iterator().hasNext());
  }
}

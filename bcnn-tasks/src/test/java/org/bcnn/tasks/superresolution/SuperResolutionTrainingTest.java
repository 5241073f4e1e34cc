package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training on drawn pictures and what comes of it. */
class SuperResolutionTrainingTest {
  private static final int PATCH = 8;
  private static final Degradation HALF = new Degradation(2);
  private static final PictureSet PICTURES = DrawnPictures.drawn().draw(Split.TRAIN).limit(4);
  private static final ResolutionPair TEST =
      DrawnPictures.drawn().draw(Split.TEST).pictures().get(0).pair(HALF, 1);
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
  private static final WeightsDescription PLAIN = WeightsDescription.deterministic(Math.sqrt(2));
  private static final NoiseSeed NOISE = new NoiseSeed(3, 5);

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

  private static SuperResolver resolver(WeightsDescription weights, NoiseModel noise) {
    return SuperResolutionModels.build(
        new SuperResolutionDescription("espcn", 2, 1, Activation.RELU, 0.25, noise), weights);
  }

  private static NetworkSession start(SuperResolver resolver) {
    return NetworkSession.start(
        backend, resolver.variables(), NoiseSource.PORTABLE, resolver.variables().initialValues(1));
  }

  private static PatchSource patches(int perEpoch) {
    return new PatchSource(PICTURES, HALF, new PatchSettings(PATCH, perEpoch, 16), 1);
  }

  private static SuperResolutionTrainer trainer(
      NetworkSession session, SuperResolver resolver, double klWeight, int epochs) {
    return new SuperResolutionTrainer(
        session,
        resolver,
        PATCH,
        new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 2, klWeight),
        new OptimisationSettings(epochs, 16, Adam.DEFAULT, 2e-3, progress -> 1),
        1);
  }

  /** N is what the pictures have room for: four of 156x180 in patches of 16x16, 438.75. */
  @ParameterizedTest
  @EnumSource(NoiseModel.class)
  void theObjectiveIsThatOfAllPixelsOnce(NoiseModel noise) {
    SuperResolver resolver = resolver(BAYESIAN, noise);
    try (NetworkSession session = start(resolver)) {
      trainer(session, resolver, 0.5, 1).train(patches(40), List.of(), recorder, () -> false);
    }
    assertEquals(List.of(16, 16, 8), steps.stream().map(StepRecord::examples).toList());
    for (StepRecord step : steps) {
      double expected = step.nll() + 0.5 * step.kl() / 439;
      assertEquals(expected, step.loss(), 1e-6 * Math.abs(expected));
    }
    assertEquals(Double.NaN, epochs.get(0).validationNll());
    assertEquals(SuperResolutionTask.SCORES, List.copyOf(epochs.get(0).scores().keySet()));
  }

  /**
   * Before any step the squared error that the first step reports is in its likelihood: 256 pixels
   * of the initial deviation 0.1. One draw of a network without distributions is all there is.
   */
  @Test
  void theSquaredErrorIsThatOfTheLikelihood() {
    SuperResolver resolver = resolver(PLAIN, NoiseModel.LEARNED);
    try (NetworkSession session = start(resolver)) {
      trainer(session, resolver, 1, 1).train(patches(16), List.of(), recorder, () -> false);
    }
    double pixels = 4 * PATCH * PATCH;
    double squares = epochs.get(0).score(SuperResolutionTask.TRAIN_SQUARED_ERROR);
    double expected = pixels * (0.5 * squares / 0.01 + Math.log(0.1) + 0.5 * Math.log(2 * Math.PI));
    assertEquals(expected, steps.get(0).nll(), 1e-5 * Math.abs(expected));
  }

  @Test
  void learnsToEnlarge() {
    SuperResolver resolver = resolver(BAYESIAN, NoiseModel.LEARNED);
    try (NetworkSession session = start(resolver);
        SuperResolutionPredictor predictor = new SuperResolutionPredictor(session, resolver, 8)) {
      SuperResolutionScores before =
          SuperResolutionScores.of(predictor.predict(TEST.low(), NOISE), TEST.high(), 2);
      trainer(session, resolver, 1, 3).train(patches(640), List.of(TEST), recorder, () -> false);
      PixelPrediction prediction = predictor.predict(TEST.low(), NOISE);
      SuperResolutionScores after = SuperResolutionScores.of(prediction, TEST.high(), 2);
      assertTrue(after.fidelity().psnr() > before.fidelity().psnr() + 6, before + " " + after);
      assertTrue(after.nll() < before.nll() - 0.5, before + " " + after);
      assertTrue(after.epistemicDeviation() > 0, after.toString());
      HostTensor logarithm = session.values().get(SuperResolver.LOG_DEVIATION);
      double variance = Math.exp(2 * logarithm.item());
      assertTrue(Math.abs(Math.log(variance / 0.01)) > 0.02, "the noise is learned: " + variance);
      assertEquals(variance, prediction.aleatoric().at(7, 9), 1e-5 * variance);
    }
    EpochRecord last = epochs.get(2);
    assertTrue(
        last.score(SuperResolutionTask.VALIDATION_PSNR)
            > epochs.get(0).score(SuperResolutionTask.VALIDATION_PSNR),
        epochs.toString());
    assertTrue(last.validationNll() < epochs.get(0).validationNll(), epochs.toString());
  }

  /** With draws a and b, the variance of the two is (a - b)² / 4, and so (a - mean)². */
  @Test
  void theEpistemicVarianceIsThatOfTheDraws() {
    SuperResolver resolver = resolver(BAYESIAN, NoiseModel.PREDICTED);
    try (NetworkSession session = start(resolver);
        SuperResolutionPredictor one = new SuperResolutionPredictor(session, resolver, 1);
        SuperResolutionPredictor two = new SuperResolutionPredictor(session, resolver, 2)) {
      PixelPrediction first = one.predict(TEST.low(), NOISE);
      PixelPrediction both = two.predict(TEST.low(), NOISE);
      for (int i = 0; i < both.mean().levels().length; i++) {
        assertEquals(0, first.epistemic().levels()[i]);
        double difference = first.mean().levels()[i] - both.mean().levels()[i];
        assertEquals(difference * difference, both.epistemic().levels()[i], 1e-9);
      }
      assertArrayEquals(
          both.mean().levels(), two.predict(TEST.low(), NOISE).mean().levels(), "the same noise");
    }
  }

  @Test
  void withoutDistributionsOneDrawIsAll() {
    SuperResolver resolver = resolver(PLAIN, NoiseModel.LEARNED);
    try (NetworkSession session = start(resolver);
        SuperResolutionPredictor predictor = new SuperResolutionPredictor(session, resolver, 9)) {
      PixelPrediction prediction = predictor.predict(TEST.low(), NOISE);
      assertEquals(0, prediction.epistemic().at(3, 4));
      assertEquals(0.01, prediction.aleatoric().at(3, 4), 1e-8);
      assertEquals(TEST.high().height(), prediction.mean().height());
    }
  }

  /** By way of a checkpoint, in the midst of an epoch. */
  @Test
  void goesOnToTheLastBit(@TempDir Path temporary) {
    SuperResolver resolver = resolver(BAYESIAN, NoiseModel.LEARNED);
    Map<String, HostTensor> whole;
    try (NetworkSession session = start(resolver)) {
      trainer(session, resolver, 1, 2).train(patches(64), List.of(TEST), recorder, () -> false);
      whole = session.values();
    }
    List<EpochRecord> expected = epochs.stream().map(EpochRecord::untimed).toList();
    steps.clear();
    Path file = temporary.resolve("checkpoint.safetensors");
    try (NetworkSession session = start(resolver)) {
      SuperResolutionTrainer trainer = trainer(session, resolver, 1, 2);
      assertThrows(
          TrainingInterruptedException.class,
          () -> trainer.train(patches(64), List.of(TEST), recorder, () -> steps.size() == 6));
      Map<String, HostTensor> values = new LinkedHashMap<>(session.values());
      values.putAll(trainer.trainer().optimizerState());
      Checkpoints.write(
          file,
          new Checkpoint(
              resolver.description(),
              BAYESIAN,
              Map.of(),
              1,
              Map.of(),
              trainer.trainer().state().texts(),
              values));
    }
    Checkpoint checkpoint = Checkpoints.read(file);
    epochs.clear();
    try (NetworkSession session =
        NetworkSession.restore(
            backend,
            checkpoint.superResolver().variables(),
            NoiseSource.PORTABLE,
            checkpoint.values())) {
      SuperResolutionTrainer trainer = trainer(session, checkpoint.superResolver(), 1, 2);
      trainer
          .trainer()
          .resume(
              TrainingState.of(checkpoint.progress(), SuperResolutionTask.SCORES),
              checkpoint.values());
      trainer.train(patches(64), List.of(TEST), recorder, () -> false);
      whole.forEach(
          (name, value) ->
              assertArrayEquals(value.data(), session.values().get(name).data(), name));
    }
    assertEquals(expected.get(1), epochs.get(0).untimed());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SuperResolver resolver = resolver(PLAIN, NoiseModel.LEARNED);
    try (NetworkSession session = start(resolver)) {
      SuperResolutionTrainer trainer = trainer(session, resolver, 1, 1);
      PatchSource large = new PatchSource(PICTURES, HALF, new PatchSettings(9, 16, 16), 1);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> trainer.train(large, List.of(), recorder, () -> false))
              .getMessage();
      assertEquals("patches of 8 pixels were prepared for, got some of 9", message);
      assertThrows(
          IllegalArgumentException.class, () -> new SuperResolutionPredictor(session, resolver, 0));
    }
  }
}

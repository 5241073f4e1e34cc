package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DiscriminatorUncertaintyTest {
  private static final int SIZE = 8;
  private static final NoiseSeed AT = Evaluation.noise(3);
  private static final WeightsDescription PLAIN = WeightsDescription.deterministic(Math.sqrt(2));
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Discriminator discriminator(int outputs, WeightsDescription weights) {
    return GanModels.discriminator(
        new DiscriminatorDescription("dcgan", 1, SIZE, outputs, Activation.LEAKY_RELU, 0.25),
        weights);
  }

  private static Session session(Discriminator discriminator) {
    Session session = backend.openSession();
    session.setAll(discriminator.variables().initialValues(9));
    return session;
  }

  /** Images of two classes, with levels all over. */
  private static LabelledImages images(int count, int size) {
    byte[] pixels = new byte[count * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7919L * 31 % 251);
    }
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    return LabelledImages.of(1, size, size, List.of("a", "b"), pixels, labels);
  }

  /** The logits of an image under a draw, {@code [outputs]}, one image and one draw at a time. */
  private static float[] logits(
      Session session,
      Discriminator discriminator,
      Estimator estimator,
      int draw,
      LabelledImages images,
      int image) {
    GraphBuilder graph = new GraphBuilder();
    Tensor input = graph.input("x", discriminator.imageShape(1));
    ForwardPass pass = ForwardPass.prediction(graph, estimator, draw, NoiseSource.PORTABLE);
    Tensor output = discriminator.network().apply(input, pass);
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = images.pixel(image, 0, i / SIZE, i % SIZE) / 127.5f - 1;
    }
    try (Executable executable = session.compile(graph.function("f").output("y", output).build())) {
      return executable
          .run(Map.of("x", HostTensor.of(discriminator.imageShape(1), pixels)), AT)
          .get("y")
          .data();
    }
  }

  private static double[] softmax(float... logits) {
    double[] shares = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(logits[i]);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** More draws than one function holds, and more images than one batch. */
  @Test
  void probabilitiesAreThoseOfTheLogits() {
    Discriminator discriminator = discriminator(1, BAYESIAN);
    LabelledImages images = images(130, SIZE);
    try (Session session = session(discriminator);
        DiscriminatorPredictor predictor =
            new DiscriminatorPredictor(session, discriminator, NoiseSource.PORTABLE, 12)) {
      List<Integer> told = new ArrayList<>();
      PredictiveDistribution real = predictor.predict(images, AT, told::add).real();
      assertEquals(List.of(100, 130), told);
      assertEquals(12, real.draws());
      assertEquals(130, real.examples());
      for (int draw : new int[] {0, 9, 10, 11}) {
        for (int image : new int[] {0, 99, 100, 129}) {
          float logit =
              logits(session, discriminator, Estimator.WEIGHT_SAMPLING, draw, images, image)[0];
          assertEquals(
              1 / (1 + Math.exp(-logit)),
              real.probability(draw, image, DiscriminatorPrediction.REAL),
              1e-5,
              "draw " + draw + " of image " + image);
        }
      }
      assertTrue(real.mutualInformation(0) > 0, "draws differ");
    }
  }

  @Test
  void aDiscriminatorWithClassesTellsThemAndWhetherImagesAreReal() {
    Discriminator discriminator = discriminator(3, BAYESIAN);
    LabelledImages images = images(6, SIZE);
    try (Session session = session(discriminator);
        DiscriminatorPredictor predictor =
            new DiscriminatorPredictor(session, discriminator, NoiseSource.PORTABLE, 2)) {
      DiscriminatorPrediction prediction = predictor.predict(images, AT);
      PredictiveDistribution classes = prediction.classes().orElseThrow();
      double[][] mean = new double[6][2];
      for (int image = 0; image < 6; image++) {
        for (int draw = 0; draw < 2; draw++) {
          float[] l =
              logits(session, discriminator, Estimator.WEIGHT_SAMPLING, draw, images, image);
          double[] all = softmax(l);
          double[] known = softmax(l[0], l[1]);
          assertEquals(
              all[0] + all[1],
              prediction.real().probability(draw, image, DiscriminatorPrediction.REAL),
              1e-5);
          for (int label = 0; label < 2; label++) {
            assertEquals(known[label], classes.probability(draw, image, label), 1e-5);
            mean[image][label] += known[label] / 2;
          }
        }
      }
      Evaluation evaluation = predictor.classification(images, AT);
      double nll = 0;
      double hits = 0;
      for (int image = 0; image < 6; image++) {
        nll -= Math.log(mean[image][image % 2]) / 6;
        hits += mean[image][image % 2] > 0.5 ? 1 : 0;
      }
      assertEquals(nll, evaluation.calibration().negativeLogLikelihood(), 1e-4);
      assertEquals(hits / 6, evaluation.calibration().accuracy(), 1e-12);
      assertTrue(evaluation.mutualInformation() > 0);
    }
  }

  /** It is asked once, whatever it is told, and all its uncertainty is aleatoric. */
  @Test
  void aDeterministicDiscriminatorHasNoEpistemicUncertainty() {
    Discriminator discriminator = discriminator(1, PLAIN);
    LabelledImages images = images(5, SIZE);
    try (Session session = session(discriminator);
        DiscriminatorPredictor predictor =
            new DiscriminatorPredictor(session, discriminator, NoiseSource.PORTABLE, 30)) {
      assertEquals(1, predictor.draws());
      float logit = logits(session, discriminator, Estimator.MEAN, 0, images, 4)[0];
      assertEquals(
          1 / (1 + Math.exp(-logit)), predictor.predict(images, AT).real().mean(4, 0), 1e-5);
      Map<String, LabelledImages> others = new LinkedHashMap<>();
      others.put("larger", images(7, 2 * SIZE));
      others.put("itself", images);
      List<DiscriminatorUncertainty> all =
          DiscriminatorUncertainty.of(predictor, images, others, AT);
      assertEquals(
          List.of("real", "larger", "itself"),
          all.stream().map(DiscriminatorUncertainty::name).toList());
      assertEquals(List.of(5, 7, 5), all.stream().map(DiscriminatorUncertainty::images).toList());
      for (DiscriminatorUncertainty set : all) {
        assertEquals(0, set.mutualInformation());
        assertEquals(0.5, set.mutualInformationAuroc());
        assertEquals(set.predictiveEntropy(), set.expectedEntropy());
      }
      assertEquals(0.5, all.get(0).probabilityAuroc());
      assertEquals(0.5, all.get(2).probabilityAuroc());
    }
  }

  /** Answers of two draws, with the probability of being real of each image under each draw. */
  private static DiscriminatorPrediction answers(double[] first, double[] second) {
    double[] probabilities = new double[4 * first.length];
    for (int i = 0; i < first.length; i++) {
      probabilities[2 * i] = first[i];
      probabilities[2 * i + 1] = 1 - first[i];
      probabilities[2 * (first.length + i)] = second[i];
      probabilities[2 * (first.length + i) + 1] = 1 - second[i];
    }
    return new DiscriminatorPrediction(
        PredictiveDistribution.ofProbabilities(2, first.length, 2, probabilities),
        Optional.empty());
  }

  /** The entropy of a coin, nats. */
  private static double h(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }

  /** Draws that are sure of opposites know nothing together, and that is all epistemic. */
  @Test
  void oppositesAreEpistemicAndHalvesAleatoric() {
    DiscriminatorPrediction real = answers(new double[] {0.5}, new double[] {0.5});
    DiscriminatorPrediction set = answers(new double[] {1}, new double[] {0});
    DiscriminatorUncertainty opposites = DiscriminatorUncertainty.of("x", set, real);
    assertEquals(
        new DiscriminatorUncertainty("x", 1, 2, 0.5, Math.log(2), 0, Math.log(2), 0.5, 1),
        opposites);
    DiscriminatorUncertainty halves = DiscriminatorUncertainty.of("y", real, set);
    assertEquals(Math.log(2), halves.expectedEntropy(), 1e-15);
    assertEquals(0, halves.mutualInformation(), 1e-15);
    assertEquals(0, halves.mutualInformationAuroc());
  }

  /**
   * Real images have p̄ of 0.9, 0.6 and 0.4, the others of 0.5 and 0.2: of six pairs, the first is
   * below two of three real ones and the second below all. The one whose draws differ the most is
   * among the others, and the other one of them is as sure as the real ones: 3 and 3 halves of six.
   */
  @Test
  void averagesAndComparesImages() {
    DiscriminatorPrediction real =
        answers(new double[] {0.9, 0.6, 0.4}, new double[] {0.9, 0.6, 0.4});
    DiscriminatorPrediction set = answers(new double[] {0.7, 0.2}, new double[] {0.3, 0.2});
    DiscriminatorUncertainty scores = DiscriminatorUncertainty.of("x", set, real);
    assertEquals(0.35, scores.realProbability(), 1e-15);
    assertEquals((h(0.5) + h(0.2)) / 2, scores.predictiveEntropy(), 1e-15);
    assertEquals((h(0.7) + h(0.2)) / 2, scores.expectedEntropy(), 1e-15);
    assertEquals((h(0.5) - h(0.7)) / 2, scores.mutualInformation(), 1e-15);
    assertEquals(5 / 6.0, scores.probabilityAuroc(), 1e-15);
    assertEquals(4.5 / 6, scores.mutualInformationAuroc(), 1e-15);
  }

  @Test
  void refusesWhatItCannotAnswer() {
    LabelledImages images = images(2, SIZE);
    Discriminator plain = discriminator(1, PLAIN);
    Discriminator four = discriminator(5, PLAIN);
    try (Session session = session(plain)) {
      assertRefused(
          "draws must be at least 1",
          () -> new DiscriminatorPredictor(session, plain, NoiseSource.PORTABLE, 0));
      assertRefused(
          "real from generated images alone",
          () ->
              new DiscriminatorPredictor(session, plain, NoiseSource.PORTABLE, 1)
                  .classification(images, AT));
      assertRefused(
          "knows 4 classes, but there are 2 images",
          () ->
              new DiscriminatorPredictor(session, four, NoiseSource.PORTABLE, 1)
                  .classification(images, AT));
    }
    DiscriminatorPrediction none = answers(new double[0], new double[0]);
    assertRefused("got 0 and 0", () -> DiscriminatorUncertainty.of("x", none, none));
    PredictiveDistribution three =
        PredictiveDistribution.ofProbabilities(1, 1, 3, new double[] {1, 0, 0});
    assertRefused(
        "there are 3 outcomes", () -> new DiscriminatorPrediction(three, Optional.empty()));
    assertRefused(
        "do not have classes of 1 draws of 1",
        () -> new DiscriminatorPrediction(none.real(), Optional.of(three)));
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

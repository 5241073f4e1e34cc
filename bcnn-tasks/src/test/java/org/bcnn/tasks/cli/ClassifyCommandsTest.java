package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ImagePrediction;
import org.bcnn.tasks.classification.TrainedClassifier;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.DrawnDataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and evaluation as a user runs them, on few images. */
class ClassifyCommandsTest {
  private static final List<String> SCORES =
      List.of(
          "accuracy",
          "nll",
          "ece",
          "brier",
          "klNats",
          "epistemic",
          "aleatoric",
          "predictiveEntropy",
          "mutualInformation",
          "parameters",
          "evalDraws",
          "seed");

  @TempDir private static Path temporary;
  private static Path trained;

  private static Path train(String name, String... options) {
    Path out = temporary.resolve(name);
    List<String> args =
        new ArrayList<>(
            List.of("classify", "train", "--backend", "tf", "--threads", "2", "--seed", "3"));
    args.addAll(List.of("--train-limit", "1000", "--epochs", "2", "--eval-draws", "4"));
    args.addAll(List.of("--out", out.toString()));
    args.addAll(List.of(options));
    CommandRun.of(args.toArray(String[]::new)).succeeded();
    return out;
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  @BeforeAll
  static void train() {
    trained = train("trained");
  }

  @Test
  void trainingLeavesAllItsFiles() throws IOException {
    List<String> history = Files.readAllLines(trained.resolve("history.csv"));
    assertEquals(3, history.size(), "a header and a row an epoch");
    List<String> steps = Files.readAllLines(trained.resolve("steps.csv"));
    assertEquals(1 + 2 * 8, steps.size(), "900 images in batches of 128, twice");
    JsonNode metrics = metrics(trained);
    for (String name : SCORES) {
      assertTrue(metrics.path(name).isNumber(), name);
    }
    for (String name : List.of("trainSeconds", "examplesPerSecond")) {
      assertTrue(metrics.path(name).doubleValue() > 0, name);
    }
    assertEquals("tf", metrics.get("backend").textValue());
    assertTrue(metrics.get("backendVersion").textValue().contains("TensorFlow"));
    assertEquals(2 * 44_426, metrics.get("parameters").intValue());
    assertEquals(4, metrics.get("evalDraws").intValue());
    assertEquals(3, metrics.get("seed").intValue());
    assertEquals(4000, metrics.get("testExamples").intValue());
    assertEquals("900", metrics.get("training").get("trainExamples").textValue());
    double before = Double.parseDouble(steps.get(1).split(",", -1)[2]);
    double after = Double.parseDouble(steps.get(16).split(",", -1)[2]);
    assertTrue(after < before, "the loss falls from " + before + ", to " + after);
  }

  @Test
  void twiceTheSameIsTheSameToTheLastBit() throws IOException {
    Path again = train("again");
    for (String file : List.of("steps.csv", "checkpoint.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(trained.resolve(file)), Files.readAllBytes(again.resolve(file)), file);
    }
    for (String name : SCORES) {
      assertEquals(metrics(trained).get(name), metrics(again).get(name), name);
    }
  }

  @Test
  void evaluationOfTheCheckpointGivesTheScoresOfTraining() throws IOException {
    Path out = temporary.resolve("evaluated");
    CommandRun run =
        CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint",
            trained.resolve("checkpoint.safetensors").toString(),
            "--backend",
            "tf",
            "--threads",
            "2",
            "--eval-draws",
            "4",
            "--out",
            out.toString());
    run.succeeded();
    assertTrue(run.out().contains("accuracy"), run.out());
    for (String name : SCORES) {
      assertEquals(metrics(trained).get(name), metrics(out).get(name), name);
    }
    assertTrue(metrics(out).get("trainSeconds").isNull(), "nothing was trained");
    assertEquals(metrics(trained).get("training"), metrics(out).get("training"));
  }

  /**
   * A mixture of a checkpoint with itself, under the same noise, predicts what it predicts; that a
   * mixture of others is that of their draws is in ClassifierMixtureTest.
   */
  @Test
  void severalCheckpointsAreMixed() throws IOException {
    Path out = temporary.resolve("mixture");
    String checkpoint = trained.resolve("checkpoint.safetensors").toString();
    CommandRun run =
        CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint=" + checkpoint,
            "--checkpoint=" + checkpoint,
            "--backend=tf",
            "--eval-draws=4",
            "--out=" + out);
    run.succeeded();
    JsonNode metrics = metrics(out);
    for (String name : SCORES) {
      if (!List.of("klNats", "parameters", "evalDraws").contains(name)) {
        double expected = metrics(trained).get(name).doubleValue();
        assertEquals(expected, metrics.get(name).doubleValue(), 1e-6 * expected, name);
      }
    }
    assertEquals(8, metrics.get("evalDraws").intValue());
    assertEquals(4 * 44_426, metrics.get("parameters").intValue());
    assertTrue(metrics.get("klNats").isNull(), "each member has its own");
    assertEquals(2, metrics.get("members").size());
    assertEquals(checkpoint, metrics.at("/members/1/checkpoint").textValue());
    assertEquals(
        metrics(trained).get("klNats").doubleValue(),
        metrics.at("/members/1/klNats").doubleValue(),
        1e-9);
    assertTrue(
        Files.readString(out.resolve("report.html")).contains("Mixture of 2 × lenet5 on digits"));
  }

  @Test
  void checkpointsOfOtherClassesAreNotMixed() {
    Path file = trained.resolve("checkpoint.safetensors");
    Checkpoint checkpoint = Checkpoints.read(file);
    Map<String, String> settings = new LinkedHashMap<>(checkpoint.training());
    settings.put(TrainingPlan.CLASS_NAMES, "a,b,c,d,e,f,g,h,i,j");
    Path other = temporary.resolve("letters.safetensors");
    Checkpoints.write(
        other,
        new Checkpoint(
            checkpoint.classifierDescription(),
            checkpoint.weights(),
            settings,
            checkpoint.seed(),
            checkpoint.provenance(),
            checkpoint.progress(),
            checkpoint.values()));
    CommandRun run =
        CommandRun.of("classify", "evaluate", "--checkpoint=" + file, "--checkpoint=" + other);
    assertEquals(1, run.status());
    assertTrue(run.err().contains("cannot be mixed"), run.err());
    assertTrue(run.err().contains("names=a,b,c"), run.err());
  }

  /**
   * What metrics.json says of the threshold, the confusion and the reliability must add up, and
   * digits cannot be told from themselves.
   */
  @Test
  void evaluationLooksIntoDetails() throws IOException {
    Path out = temporary.resolve("details");
    CommandRun run =
        CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint=" + trained.resolve("checkpoint.safetensors"),
            "--backend=tf",
            "--threads=2",
            "--eval-draws=3",
            "--ood=glyphs",
            "--ood=digits",
            "--target-accuracy=0.95",
            "--out=" + out);
    run.succeeded();
    assertTrue(run.out().contains("told from 2,000 images of glyphs"), run.out());
    JsonNode metrics = metrics(out);
    JsonNode glyphs = metrics.get("ood").get("glyphs");
    assertEquals(2000, glyphs.get("images").intValue());
    for (String score :
        List.of(
            "predictiveEntropy",
            "mutualInformation",
            "logitNoiseShare",
            "epistemic",
            "aleatoric",
            "maxProbability",
            "epistemicSoftplus",
            "aleatoricSoftplus")) {
      assertTrue(glyphs.get(score).get("auroc").isNumber(), score);
      assertTrue(glyphs.get(score).get("fpr95").isNumber(), score);
      JsonNode itself = metrics.get("ood").get("digits").get(score);
      assertEquals(0.5, itself.get("auroc").doubleValue(), 1e-12, score);
      assertEquals(0.95, itself.get("fpr95").doubleValue(), 0.01, score);
    }
    JsonNode refusal = metrics.get("refusal");
    assertTrue(refusal.get("accuracy").doubleValue() >= 0.95);
    assertTrue(refusal.get("coverage").doubleValue() > 0);
    int right = 0;
    int counted = 0;
    for (int label = 0; label < 10; label++) {
      right += metrics.get("confusion").get(label).get(label).intValue();
    }
    for (JsonNode bin : metrics.get("reliability")) {
      counted += bin.get("examples").intValue();
    }
    assertEquals(metrics.get("accuracy").doubleValue(), right / 4000.0, 1e-12);
    assertEquals(4000, counted);
    JsonNode all = metrics.get("rejectionCurve").get(0);
    assertEquals(1, all.get("coverage").doubleValue());
    assertEquals(metrics.get("accuracy"), all.get("accuracy"));
    assertTrue(metrics.get("softplus").get("epistemic").doubleValue() > 0);
    assertEquals(List.of(), names(metrics(trained).get("ood")));
    assertEquals(1 + 2000, Files.readAllLines(out.resolve("ood-glyphs.csv")).size());
    assertEquals(1 + 4000, Files.readAllLines(out.resolve("ood-digits.csv")).size());
  }

  /** A page of training where there was training, of its scores alone where there was none. */
  @Test
  void pagesAndPredictionsAreLeft() throws IOException {
    String page = Files.readString(trained.resolve("report.html"));
    assertTrue(page.contains(">Training</h2>"), "curves");
    assertEquals(1 + 4000, Files.readAllLines(trained.resolve("predictions.csv")).size());
    Path out = temporary.resolve("page");
    String[] evaluation = {
      "classify",
      "evaluate",
      "--checkpoint=" + trained.resolve("checkpoint.safetensors"),
      "--backend=tf",
      "--threads=2",
      "--eval-draws=4",
      "--out=" + out
    };
    CommandRun.of(evaluation).succeeded();
    String evaluated = Files.readString(out.resolve("report.html"));
    assertFalse(evaluated.contains(">Training</h2>"), "nothing was trained");
    assertTrue(evaluated.contains("value=\"" + metrics(trained).get("nll") + "\""), "the NLL");
    assertArrayEquals(
        Files.readAllBytes(trained.resolve("predictions.csv")),
        Files.readAllBytes(out.resolve("predictions.csv")));
    Files.delete(out.resolve("metrics.json"));
    Files.delete(out.resolve("report.html"));
    Files.createDirectories(out.resolve("report.html").resolve("in the way"));
    CommandRun blocked = CommandRun.of(evaluation);
    assertEquals(1, blocked.status());
    assertTrue(blocked.err().contains("bcnn: cannot write " + out.resolve("report.html")));
    assertFalse(blocked.err().contains("\tat "), blocked.err());
    assertEquals(metrics(trained).get("nll"), metrics(out).get("nll"), "the scores are there");
  }

  /** As many images as there are: those that are not corrupted have the scores of the test set. */
  @Test
  void evaluationLooksIntoCorruptions() throws IOException {
    Path out = temporary.resolve("corruptions");
    CommandRun run =
        CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint=" + trained.resolve("checkpoint.safetensors"),
            "--backend=tf",
            "--threads=2",
            "--eval-draws=2",
            "--corruptions=rotation",
            "--corruption-images=4000",
            "--out=" + out);
    run.succeeded();
    assertTrue(run.out().contains("corrupted, 4,000 images:"), run.out());
    JsonNode metrics = metrics(out);
    JsonNode rows = metrics.get("corruptions");
    assertEquals(1 + 5, rows.size());
    for (String score :
        List.of(
            "accuracy",
            "nll",
            "ece",
            "predictiveEntropy",
            "mutualInformation",
            "epistemic",
            "aleatoric")) {
      assertEquals(metrics.get(score), rows.get(0).get(score), score);
      assertTrue(rows.get(5).get(score).isNumber(), score);
    }
    assertEquals("rotation", rows.get(5).get("corruption").textValue());
    assertEquals(90, rows.get(5).get("parameter").doubleValue());
    assertNotEquals(rows.get(0).get("nll"), rows.get(5).get("nll"));
    List<String> table = Files.readAllLines(out.resolve("corruptions.csv"));
    assertEquals(1 + 6, table.size());
    assertTrue(table.get(0).startsWith("corruption,severity,parameter,unit,images,accuracy,nll"));
    assertTrue(table.get(6).startsWith("rotation,5,90.0,degrees,4000,"), table.get(6));
    assertFalse(Files.exists(trained.resolve("corruptions.csv")), "only where asked for");
    assertEquals(0, metrics(trained).get("corruptions").size());
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Path picture(LabelledImages images, int image, String name, int scale)
      throws IOException {
    int size = images.width() * scale;
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int level = images.pixel(image, 0, row / scale, column / scale);
        picture.getRaster().setSample(column, row, 0, level);
      }
    }
    Path file = temporary.resolve(name);
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
    return file;
  }

  /** A digit in a file is predicted as the digit itself is, whatever else is on the line. */
  @Test
  void picturesArePredictedAsTheImagesThatTheyAre() throws IOException {
    LabelledImages digits = DrawnDataSource.digits().withCount(Split.TEST, 3).draw(Split.TEST);
    Path checkpoint = trained.resolve("checkpoint.safetensors");
    Path small = picture(digits, 2, "two.png", 1);
    Path large = picture(digits, 2, "large.png", 3);
    CommandRun run =
        CommandRun.of(
            "classify",
            "predict",
            "--checkpoint=" + checkpoint,
            "--backend=tf",
            "--top=2",
            large.toString(),
            small.toString());
    run.succeeded();
    assertTrue(run.err().contains("large.png: 1x84x84"), run.err());
    assertFalse(run.err().contains("two.png"), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(2 * 7, lines.size(), run.out());
    try (TrainedClassifier classifier = TrainedClassifier.open(checkpoint, "tf")) {
      assertEquals(digits.classNames(), classifier.classNames());
      ImagePrediction direct = classifier.predict(digits).get(2);
      assertEquals(direct, classifier.predict(small));
      assertEquals(small + ": " + direct.best().name(), lines.get(7));
      assertEquals(
          String.format("  %-20s %.4f", direct.best().name(), direct.best().probability()),
          lines.get(8));
      assertEquals(
          String.format("  predictive entropy   %.4f nats", direct.predictiveEntropy()),
          lines.get(10));
      assertTrue(direct.mutualInformation() > 0, "draws differ");
    }
    CommandRun refusing =
        CommandRun.of(
            "classify",
            "predict",
            "--checkpoint=" + checkpoint,
            "--backend=tf",
            "--refuse-above=0",
            small.toString());
    refusing.succeeded();
    assertEquals(small + ": not sure", refusing.out().lines().findFirst().orElseThrow());
  }

  @Test
  void theDeterministicTwinIsNotSampled() throws IOException {
    JsonNode metrics = metrics(train("deterministic", "--deterministic", "--epochs", "1"));
    assertEquals(44_426, metrics.get("parameters").intValue());
    assertEquals(1, metrics.get("evalDraws").intValue());
    assertEquals(0, metrics.get("klNats").doubleValue());
    assertEquals(0, metrics.get("epistemic").doubleValue());
    assertTrue(metrics.get("aleatoric").doubleValue() > 0);
  }

  /** Draws differ in training, evaluation, from the checkpoint, and where a run goes on. */
  @Test
  void monteCarloDropoutIsSampled() throws IOException {
    Path out = train("dropout", "--dropout=0.4", "--epochs=1");
    JsonNode metrics = metrics(out);
    assertEquals(44_426, metrics.get("parameters").intValue());
    assertEquals(4, metrics.get("evalDraws").intValue());
    assertEquals(0, metrics.get("klNats").doubleValue());
    assertTrue(metrics.get("mutualInformation").doubleValue() > 0);
    Path again = temporary.resolve("dropout-evaluated");
    CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint=" + out.resolve("checkpoint.safetensors"),
            "--backend=tf",
            "--threads=2",
            "--eval-draws=4",
            "--out=" + again)
        .succeeded();
    for (String name : SCORES) {
      assertEquals(metrics.get(name), metrics(again).get(name), name);
    }
    CommandRun.of("classify", "train", "--resume=" + out, "--eval-draws=4", "--threads=2")
        .succeeded();
    for (String name : SCORES) {
      assertEquals(metrics.get(name), metrics(out).get(name), name);
    }
    CommandRun.of("classify", "train", "--resume=" + out, "--dropout=0.5")
        .failedWith(1, "--dropout is 0.5 but was 0.4");
  }

  @Test
  void optionsReachTheRun() throws IOException {
    Path out =
        train(
            "options",
            "--epochs=1",
            "--estimator=weight",
            "--draws=2",
            "--kl-weight=0.5",
            "--prior-sigma=0.3",
            "--posterior=mean-field:rho=-3",
            "--batch-size=450",
            "--lr-schedule=constant",
            "--activation=softplus",
            "--learning-rate=0.01",
            "--validation-fraction=0");
    JsonNode training = metrics(out).get("training");
    assertEquals("weight_sampling", training.get("estimator").textValue());
    assertEquals("2", training.get("draws").textValue());
    assertEquals("0.5", training.get("klWeight").textValue());
    assertEquals("450", training.get("batchSize").textValue());
    assertEquals("constant", training.get("schedule").textValue());
    assertEquals("1000", training.get("trainExamples").textValue());
    List<String> steps = Files.readAllLines(out.resolve("steps.csv"));
    assertEquals(4, steps.size(), "1000 images in batches of 450");
    String[] first = steps.get(1).split(",", -1);
    double loss = Double.parseDouble(first[2]);
    double nll = Double.parseDouble(first[3]);
    double kl = Double.parseDouble(first[4]);
    assertEquals(nll + 0.5 * kl / 1000, loss, 1e-6 * loss);
    // σ = softplus(−3) = 0.0486 under N(0, 0.3²): log(0.3 / 0.0486) − ½ + … = 1.4 nats a weight.
    assertEquals(1.4, kl / 44_426, 0.1);
    assertTrue(Files.readString(out.resolve("history.csv")).contains("NaN"), "no validation");
  }

  @Test
  void helpAndListsNeedNoBackend() {
    CommandRun help = CommandRun.of("classify", "train", "--help");
    help.succeeded();
    for (String option :
        List.of("--backend", "--data", "--data-dir", "--kl-weight", "--train-limit", "--threads")) {
      assertTrue(help.out().contains(option), option);
    }
    CommandRun data = CommandRun.of("data");
    data.succeeded();
    assertTrue(data.out().contains("fashion-mnist"), data.out());
    assertFalse(CommandRun.of("--version").out().isBlank());
  }

  @Test
  void backendsListsVersionsAndDevices() {
    CommandRun run = CommandRun.of("backends");
    run.succeeded();
    assertTrue(run.out().contains("TensorFlow Java"), run.out());
    assertTrue(run.out().contains("libtorch"), run.out());
    assertTrue(run.out().contains("device cpu") || run.out().contains("device gpu"), run.out());
  }

  @Test
  void benchWritesRatios() throws IOException {
    Path out = temporary.resolve("bench");
    CommandRun run =
        CommandRun.of(
            "bench", "--backend=tf", "--rounds=2", "--batch-size=4", "--draws=3", "--out=" + out);
    run.succeeded();
    assertTrue(
        run.out().contains("Bayesian (local reparameterisation) / deterministic"), run.out());
    JsonNode result = new ObjectMapper().readTree(out.resolve("bench.json").toFile()).get(0);
    assertEquals("tf", result.get("backend").textValue());
    assertEquals(2, result.get("threads").intValue());
    assertTrue(result.get("trainingStepRatio").doubleValue() > 0);
    assertTrue(result.get("predictionRatio").doubleValue() > 0);
    double whole = 0;
    for (JsonNode share : result.get("sharesOfBayesianStep")) {
      whole += share.doubleValue();
    }
    assertEquals(1, whole, 1e-9, "the shares are of the whole step");
  }

  /** Two classes of pictures, light and dark, of several shapes. */
  @Test
  void picturesOfTheUsersAreTrainedOnAndEvaluated() throws IOException {
    Path pictures = temporary.resolve("pictures");
    for (int i = 0; i < 40; i++) {
      Path file = pictures.resolve(i % 2 == 0 ? "dark" : "light").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(20 + i, 30, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < picture.getWidth() * 30; p++) {
        int level = (i % 2 == 0 ? 20 : 200) + (p * 7 + i) % 30;
        picture.getRaster().setSample(p / 30, p % 30, 0, level);
      }
      assertTrue(ImageIO.write(picture, "png", file.toFile()));
    }
    String[] options = {"--data=folder", "--data-dir=" + pictures, "--image-size=16"};
    Path out = temporary.resolve("from-pictures");
    CommandRun run =
        CommandRun.of(
            Stream.concat(
                    Stream.of("classify", "train", "--backend=tf", "--threads=2", "--out=" + out),
                    Stream.concat(
                        Stream.of(options),
                        Stream.of("--augment=flip,crop=2", "--epochs=2", "--eval-draws=2")))
                .toArray(String[]::new));
    run.succeeded();
    assertTrue(run.err().contains("chosen by the seed 1, are the test part"), run.err());
    JsonNode metrics = metrics(out);
    assertEquals("folder:size=16", metrics.get("data").textValue());
    assertEquals("flip,crop=2", metrics.get("training").get("augmentation").textValue());
    assertEquals("29", metrics.get("training").get("trainExamples").textValue());
    assertEquals(8, metrics.get("testExamples").intValue());
    Path evaluated = temporary.resolve("from-pictures-again");
    CommandRun.of(
            "classify",
            "evaluate",
            "--backend=tf",
            "--threads=2",
            "--eval-draws=2",
            "--checkpoint=" + out.resolve("checkpoint.safetensors"),
            "--data-dir=" + pictures,
            "--out=" + evaluated)
        .succeeded();
    assertEquals(metrics.get("nll"), metrics(evaluated).get("nll"));
  }
}

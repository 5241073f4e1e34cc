package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bcnn.backend.Backends;
import org.bcnn.layer.Activation;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What cannot work gives one message that says what to do, a status that is not zero, and leaves an
 * earlier checkpoint whole.
 */
class BadInputTest {
  @TempDir private static Path temporary;
  private static Path checkpoint;

  private static String[] train(Path out, String... options) {
    List<String> args =
        new ArrayList<>(List.of("classify", "train", "--backend=tf", "--train-limit=256"));
    args.addAll(List.of("--epochs=1", "--eval-draws=1", "--out=" + out));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static String[] evaluate(Path file, String... options) {
    List<String> args = new ArrayList<>(List.of("classify", "evaluate", "--backend=tf"));
    args.addAll(List.of("--checkpoint=" + file, "--out=" + temporary.resolve("unused")));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  @BeforeAll
  static void train() {
    Path out = temporary.resolve("trained");
    CommandRun.of(train(out)).succeeded();
    checkpoint = out.resolve("checkpoint.safetensors");
  }

  /** One message, what may have been meant, and where help is; never the usage. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | say which command: backends, classify, superres, gan, prune, list, data or bench | '' "
            + "| bcnn",
        "classify | say which command: train, compare, learning-curve, evaluate or predict | '' "
            + "| bcnn classify",
        "clasify | Unmatched argument at index 0: 'clasify' | Did you mean: bcnn classify? | bcnn",
        "classify train --epoch 3 | Unknown options: '--epoch', '3' "
            + "| Possible solutions: --epochs | bcnn classify train",
        "classify evaluate | Missing required option: '--checkpoint=FILE' | '' "
            + "| bcnn classify evaluate"
      })
  void commandsThatAreNotUnderstood(
      String command, String message, String suggestion, String helpOf) {
    CommandRun run =
        command.isEmpty() ? CommandRun.of() : CommandRun.of(command.strip().split(" +"));
    run.failedWith(2);
    List<String> lines = run.err().lines().toList();
    assertEquals("bcnn: " + message, lines.get(0));
    assertEquals(suggestion.isEmpty() ? List.of() : List.of(suggestion), middle(lines));
    assertEquals("try `" + helpOf + " --help`", lines.get(lines.size() - 1));
  }

  private static List<String> middle(List<String> lines) {
    return lines.subList(1, lines.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs=0, epochs must be at least 1",
    "--batch-size=0, batch size must be at least 1",
    "--learning-rate=-1, learning rate must be positive",
    "--kl-weight=-1, KL weight must be finite and at least 0",
    "--prior-sigma=0, positive scale",
    "--draws=0, draws must be at least 1",
    "--eval-draws=0, draws must be at least 1",
    "--threads=-1, threads must not be negative",
    "--train-limit=0, must be at least 1",
    "--validation-fraction=1, less than 1",
    "--model=lenet6, these are known: ",
    "--augment=flop, the form is flip",
    "--dropout=1, must be at least 0 and below 1",
    "--dropout=-0.5, must be at least 0 and below 1",
    "--corruptions=fog, these are known",
    "--corruption-images=0, must be at least 1",
    "--augment=crop=28, take a smaller one",
    "--image-size=28, the data set digits has no settings",
    "--data=folder, needs --data-dir",
    "--data=mnit, 'Did you mean \"mnist\"?'",
    "--backend=torch, found"
  })
  void valuesOutOfRange(String option, String message) {
    Path out = temporary.resolve("never-made");
    CommandRun.of(train(out, option)).failedWith(1, message);
    assertFalse(Files.exists(out), "nothing is written before everything is known to fit");
  }

  @Test
  void dropoutWithWhatItCannotGoWith() {
    Path out = temporary.resolve("never-made");
    CommandRun.of(train(out, "--dropout=0.5", "--prior-sigma=1"))
        .failedWith(1, "--dropout trains plain weights", "drop these");
    CommandRun.of(train(out, "--dropout=0.5", "--last-layers=1"))
        .failedWith(1, "--dropout trains plain weights");
    CommandRun.of(train(out, "--dropout=0.5", "--estimator=mean")).failedWith(1, "samples nothing");
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=many | Invalid value for option '--epochs': 'many' is not an int",
        "--estimator=reinforce | --estimator must be lrt, weight, flipout or mean, got reinforce",
        "--estimator= | --estimator must be lrt, weight, flipout or mean, got nothing",
        "--kl-mode=exact | --kl-mode must be auto, closed or montecarlo, got exact",
        "--activation=gelu | --activation must be softplus, relu, leaky_relu, elu, tanh or "
            + "sigmoid, got gelu"
      })
  void valuesOfAnotherKind(String option, String message) {
    CommandRun run = CommandRun.of(train(temporary.resolve("never-made"), option));
    run.failedWith(2);
    assertEquals(
        List.of("bcnn: " + message, "try `bcnn classify train --help`"),
        run.err().lines().toList());
  }

  @Test
  void aWrongNameAmongOthers() {
    CommandRun run = CommandRun.of("classify", "compare", "--contenders=bayesian,nobody");
    run.failedWith(2);
    assertEquals(
        List.of(
            "bcnn: --contenders must be bayesian, deterministic, dropout or ensemble, got nobody",
            "try `bcnn classify compare --help`"),
        run.err().lines().toList());
  }

  @Test
  void dataThatIsNotThere() {
    Path empty = temporary.resolve("empty");
    CommandRun.of(train(temporary.resolve("x"), "--data=mnist", "--data-dir=" + empty))
        .failedWith(1, empty.toString(), "--download", "train-images-idx3-ubyte.gz");
  }

  private static Path idx(String folder, int count, int size, int cut) throws IOException {
    Path path = Files.createDirectories(temporary.resolve(folder));
    for (String part : List.of("train", "t10k")) {
      byte[] images =
          ByteBuffer.allocate(16 + count * size * size)
              .putInt(0x803)
              .putInt(count)
              .putInt(size)
              .putInt(size)
              .array();
      byte[] labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count).array();
      Files.write(
          path.resolve(part + "-images-idx3-ubyte"), Arrays.copyOf(images, images.length - cut));
      Files.write(path.resolve(part + "-labels-idx1-ubyte"), labels);
    }
    return path;
  }

  @Test
  void dataThatIsTruncated() throws IOException {
    Path folder = idx("truncated", 20, 28, 100);
    CommandRun.of(train(temporary.resolve("x"), "--data=mnist", "--data-dir=" + folder))
        .failedWith(1, "train-images-idx3-ubyte is truncated", "get the file again");
  }

  @Test
  void imagesOfTheWrongSize() throws IOException {
    Path tiny = idx("tiny", 20, 10, 0);
    CommandRun.of(train(temporary.resolve("x"), "--data=mnist", "--data-dir=" + tiny))
        .failedWith(1, "lenet5 takes images of at least 16x16, got 10x10");
    Path large = idx("large", 20, 32, 0);
    CommandRun.of(evaluate(checkpoint, "--data=mnist", "--data-dir=" + large))
        .failedWith(1, "takes images of 1x28x28", "1x32x32");
  }

  @Test
  void detailsThatCannotBe() {
    CommandRun.of(evaluate(checkpoint, "--ood=glyph")).failedWith(1, "Did you mean \"glyphs\"?");
    CommandRun.of(evaluate(checkpoint, "--target-accuracy=99"))
        .failedWith(1, "--target-accuracy must be from 0 to 1, got 99.0");
  }

  @Test
  void picturesThatCannotBePredicted() throws IOException {
    Path text = Files.writeString(temporary.resolve("text.png"), "no picture");
    String[] predict = {"classify", "predict", "--backend=tf", "--checkpoint=" + checkpoint};
    CommandRun.of(with(predict, text.toString())).failedWith(1, "text.png is in no known format");
    CommandRun.of(with(predict, "none.png")).failedWith(1, "there is no file none.png");
    CommandRun.of(predict).failedWith(2, "IMAGE");
    CommandRun.of(with(predict, "none.png", "--refuse-above=-1")).failedWith(1, "--refuse-above");
    CommandRun.of(with(predict, "none.png", "--top=0")).failedWith(1, "--top");
  }

  private static String[] with(String[] args, String... more) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void checkpointsThatAreNotWhole() throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint);
    Path broken = temporary.resolve("broken.safetensors");
    CommandRun.of(evaluate(broken)).failedWith(1, "broken.safetensors");
    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    CommandRun.of(evaluate(broken)).failedWith(1, "broken.safetensors", "cut short");
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 1000] ^= 4;
    Files.write(broken, flipped);
    CommandRun.of(evaluate(broken)).failedWith(1, "broken.safetensors");
    Files.writeString(broken, "not a checkpoint");
    CommandRun.of(evaluate(broken)).failedWith(1, "broken.safetensors");
  }

  @Test
  void foldersThatCannotBeWrittenTo() throws IOException {
    Path file = Files.writeString(temporary.resolve("a-file"), "");
    CommandRun.of(train(file.resolve("out")))
        .failedWith(1, "cannot write", "name a folder that may be written to");
    CommandRun.of(evaluate(checkpoint, "--out=" + file.resolve("out")))
        .failedWith(1, "cannot write");
  }

  /** Linux has a file that is on a full disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDisk() throws IOException {
    Path out = Files.createDirectories(temporary.resolve("full"));
    Files.createSymbolicLink(out.resolve("steps.csv"), Path.of("/dev/full"));
    CommandRun run = CommandRun.of(train(out));
    run.failedWith(1, "steps.csv: No space left on device", "free some space");
    assertFalse(Files.exists(out.resolve("checkpoint.safetensors")));
  }

  @Test
  void lossThatIsNotANumber() {
    Path out = temporary.resolve("diverged");
    CommandRun.of(train(out, "--learning-rate=1e30"))
        .failedWith(
            1,
            "step 2 is not finite; looking for where, which takes 1 step again",
            "training has diverged",
            "is made at step 2 by ",
            " in conv1",
            "lower learning rate",
            "written no checkpoint");
    assertFalse(Files.exists(out.resolve("checkpoint.safetensors")));
    assertFalse(Files.exists(out.resolve("metrics.json")));
  }

  /** One step an epoch, and one at this rate leaves weights whose divergence is still finite. */
  @Test
  void lossThatIsNotANumberAfterAGoodCheckpoint() {
    Path out = temporary.resolve("diverged-later");
    String[] args = train(out, "--learning-rate=1e15", "--batch-size=256");
    args[Arrays.asList(args).indexOf("--epochs=1")] = "--epochs=2";
    CommandRun.of(with(args, "--validation-fraction=0"))
        .failedWith(
            1,
            "at step 2, in epoch 2",
            "is made at step 2 by ",
            "lower learning rate",
            out.resolve("checkpoint.safetensors") + " is from step 1 (1 epoch is complete)");
  }

  @Test
  void checkpointsWithWeightsThatAreNotNumbers() throws IOException {
    Path out = Files.createDirectories(temporary.resolve("not-finite"));
    Path file = Files.copy(checkpoint, out.resolve("checkpoint.safetensors"));
    Files.copy(checkpoint.resolveSibling("best.safetensors"), out.resolve("best.safetensors"));
    Checkpoint good = Checkpoints.read(file);
    Map<String, HostTensor> values = new LinkedHashMap<>(good.values());
    values.replaceAll(
        (name, value) ->
            name.equals("conv2/weight/rho") ? HostTensor.full(value.shape(), Float.NaN) : value);
    Checkpoints.write(
        file,
        new Checkpoint(
            good.classifier().description(),
            good.weights(),
            good.training(),
            good.seed(),
            good.provenance(),
            good.progress(),
            values));
    CommandRun run = CommandRun.of("classify", "train", "--resume=" + out);
    run.failedWith(1, "values in conv2/weight/rho that are not finite", "start from a checkpoint");
    assertFalse(run.err().contains("learning rate"), run.err());
  }

  /** Whatever classifies refuses what enlarges, and says what takes it. */
  @Test
  void checkpointsOfOtherNetworks() throws IOException {
    Path out = Files.createDirectories(temporary.resolve("enlarging"));
    Path file = out.resolve("checkpoint.safetensors");
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(
                "espcn", 2, 1, Activation.TANH, 0.05, NoiseModel.LEARNED),
            WeightsDescription.deterministic(1));
    Map<String, HostTensor> values = new LinkedHashMap<>();
    resolver
        .variables()
        .initialValues(1)
        .forEach((variable, value) -> values.put(variable.name(), value));
    Checkpoints.write(
        file,
        new Checkpoint(
            resolver.description(),
            WeightsDescription.deterministic(1),
            Checkpoints.read(checkpoint).training(),
            1,
            Map.of(),
            values));
    String kind = "is of a network for super-resolution (espcn:skip=none), not for classification";
    String command = "`bcnn superres evaluate`";
    CommandRun.of(evaluate(file)).failedWith(1, kind, command);
    CommandRun.of("classify", "train", "--resume=" + out).failedWith(1, kind, command);
    Path picture = temporary.resolve("picture.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
    CommandRun.of("classify", "predict", "--backend=tf", "--checkpoint=" + file, picture.toString())
        .failedWith(1, kind, command);
    CommandRun.of(train(temporary.resolve("never-made"), "--prior=moped", "--twin=" + file))
        .failedWith(1, kind, command);
  }

  @Test
  void interruption() {
    Interruption interruption = new Interruption();
    Thread signal = new Thread(interruption::stop);
    signal.start();
    while (!interruption.requested()) {
      Thread.onSpinWait();
    }
    Path out = temporary.resolve("interrupted");
    CommandRun run = CommandRun.with(Backends.find(), interruption, train(out));
    interruption.finished();
    assertEquals(130, run.status(), run.err());
    assertTrue(run.err().contains("stopped after 0 steps"), run.err());
    assertFalse(Files.exists(out.resolve("checkpoint.safetensors")));
  }

  @Test
  void noBackendAtAll() throws IOException {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      Backends none = Backends.find(nothing);
      CommandRun.with(none, new Interruption(), train(temporary.resolve("x")))
          .failedWith(1, "org.bcnn:bcnn-backend-tf");
      CommandRun.with(none, new Interruption(), "backends")
          .failedWith(1, "no backend is available", "org.bcnn:bcnn-backend-djl");
      CommandRun.with(none, new Interruption(), "bench").failedWith(1, "no backend is available");
    }
  }
}

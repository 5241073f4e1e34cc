package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of super-resolution say to what cannot be done. */
class SuperresBadInputTest {
  @TempDir private static Path shared;

  private static Path pictures;

  /** A run of one epoch of two. */
  private static Path run;

  @TempDir private Path temporary;

  @BeforeAll
  static void train() throws IOException {
    pictures = SmallPictures.make(shared.resolve("pictures"));
    run = shared.resolve("run");
    CommandRun.of(train(run)).succeeded();
  }

  private static String[] train(Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("superres", "train", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--data=" + pictures, "--factor=2", "--width=0.1"));
    args.addAll(List.of("--patch-size=6", "--patches-per-epoch=16", "--batch-size=16"));
    args.addAll(List.of("--epochs=1", "--validation-pictures=1", "--eval-draws=1"));
    args.addAll(List.of("--out=" + out));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static CommandRun evaluate(Path checkpoint, String... options) {
    List<String> args = new ArrayList<>(List.of("superres", "evaluate", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--eval-draws=1", "--checkpoint=" + checkpoint));
    args.addAll(List.of("--out=" + shared.resolve("never-made")));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static Path checkpoint() {
    return run.resolve("checkpoint.safetensors");
  }

  @ParameterizedTest
  @CsvSource({
    "--data=nothing, 1, 'no set of pictures, and no folder, named \"nothing\"'",
    "--eval=nothing, 1, 'no set of pictures, and no folder, named \"nothing\"'",
    "--data=set5, 1, the data set set5 has no train part",
    "--data=bsds300, 1, not on this computer",
    "--factor=1, 1, 'from 2 to 8, got 1'",
    "--factor=9, 1, 'from 2 to 8, got 9'",
    "--factor=x, 2, --factor",
    "--noise=much, 2, --noise",
    "--model=nothing, 1, nothing",
    "--model=espcn:skip=far, 1, skip",
    "--activation=nothing, 2, --activation",
    "--patch-size=0, 1, must be at least 1",
    "--patches-per-epoch=0, 1, must be at least 1",
    "--patch-size=19, 1, is too small",
    "--epochs=0, 1, epochs must be at least 1",
    "--eval-draws=0, 1, evaluation draws must be at least 1",
    "--validation-pictures=5, 1, 'from 0 to 4 can be held back'",
    "--train-limit=0, 1, at least 1 picture",
    "--prior=moped, 1, name its checkpoint with --twin",
    "--factor=8, 1, is too small",
  })
  void optionsThatCannotBe(String option, int status, String message) {
    Path out = temporary.resolve("out");
    CommandRun.of(train(out, option)).failedWith(status, message);
    assertFalse(Files.exists(out), "nothing is written");
  }

  @Test
  void optionsThatDoNotGoTogether() {
    Path out = temporary.resolve("out");
    CommandRun.of(train(out, "--deterministic", "--with-twin"))
        .failedWith(1, "its own deterministic twin");
    CommandRun.of(train(out, "--deterministic", "--last-layers=1"))
        .failedWith(1, "--last-layers", "drop one");
    CommandRun.of(train(out, "--patience=2", "--validation-pictures=0"))
        .failedWith(1, "--validation-pictures");
    CommandRun.of("superres").failedWith(2, "say which command: ");
    assertFalse(Files.exists(out), "nothing is written");
  }

  @Test
  void foldersWithoutWhatIsNeeded() throws IOException {
    Path out = temporary.resolve("out");
    Path flat = SmallPictures.write(temporary.resolve("flat"), 2, 30, 30);
    CommandRun.of(train(out, "--data=" + flat)).failedWith(1, "it has no folder train");
    Path small = SmallPictures.write(temporary.resolve("small"), 2, 30, 12);
    CommandRun.of(train(out, "--eval=" + small))
        .failedWith(1, "the picture grating-", "30x12 pixels", "leave it out");
    Path broken = SmallPictures.write(temporary.resolve("broken"), 1, 30, 30);
    Files.writeString(broken.resolve("no-picture.png"), "text");
    CommandRun.of(train(out, "--eval=" + broken)).failedWith(1, "no-picture.png");
    assertFalse(Files.exists(out), "nothing is written");
  }

  @Test
  void aFolderWithAnEarlierRunIsNotWrittenOver() throws IOException {
    CommandRun.of(train(run)).failedWith(1, "of an earlier run", "--resume " + run);
    Path twin = temporary.resolve("twin");
    Files.createDirectories(twin.resolve("deterministic"));
    Files.copy(checkpoint(), twin.resolve("deterministic/checkpoint.safetensors"));
    CommandRun.of(train(twin, "--with-twin")).failedWith(1, "of an earlier run");
    CommandRun.of("superres", "train", "--resume=" + temporary)
        .failedWith(1, "no checkpoint.safetensors");
  }

  @Test
  void checkpointsThatCannotBeUsed() throws IOException {
    Path classifier = temporary.resolve("classifier");
    CommandRun.of(
            "classify",
            "train",
            "--backend=tf",
            "--threads=1",
            "--train-limit=20",
            "--epochs=1",
            "--width=0.1",
            "--eval-draws=1",
            "--deterministic",
            "--out=" + classifier)
        .succeeded();
    Path other = classifier.resolve("checkpoint.safetensors");
    String kind = "is of a network for classification (lenet5), not for super-resolution";
    evaluate(other).failedWith(1, kind, "`bcnn classify`");
    evaluate(checkpoint(), "--twin=" + other).failedWith(1, kind);
    CommandRun.of("superres", "train", "--resume=" + classifier).failedWith(1, kind);
    CommandRun.of(train(temporary.resolve("out"), "--prior=moped", "--twin=" + other))
        .failedWith(1, kind);
    CommandRun.of("classify", "evaluate", "--backend=tf", "--checkpoint=" + checkpoint())
        .failedWith(1, "`bcnn superres evaluate`");
    evaluate(checkpoint(), "--twin=" + checkpoint()).failedWith(1, "has Bayesian weights");
    Path half = temporary.resolve("half.safetensors");
    byte[] bytes = Files.readAllBytes(checkpoint());
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    evaluate(half).failedWith(1, "half.safetensors");
    evaluate(temporary.resolve("none")).failedWith(1, "none");
    evaluate(checkpoint(), "--data=nothing").failedWith(1, "no set of pictures");
    evaluate(checkpoint(), "--eval-draws=0").failedWith(1, "at least 1");
    assertFalse(Files.exists(shared.resolve("never-made")), "nothing is written");
  }

  @ParameterizedTest
  @CsvSource({
    "--factor=3, --factor is 3 but was 2",
    "--noise=learned, --noise is learned but was predicted",
    "--model=espcn, '--model is espcn:skip=none but was espcn:skip=bicubic'",
    "--patch-size=7, --patch-size is 7 but was 6",
    "--patches-per-epoch=9, --patches-per-epoch is 9 but was 16",
    "--with-twin, --with-twin is true but was false",
    "--width=0.2, --width is 0.2 but was 0.1",
    "--deterministic, --deterministic is true but was false",
    "--seed=2, --seed is 2 but was 1",
    "--data=drawn, --data is drawn but was",
    "--validation-pictures=2, --validation-pictures is 2 but was 1",
    "--epochs=3, --epochs is 3 but was 1",
    "--out=elsewhere, the folder of the checkpoint"
  })
  void optionsThatContradictTheCheckpoint(String option, String message) {
    CommandRun.of("superres", "train", "--resume=" + run, option)
        .failedWith(1, message, "Leave that out, or start a new run without --resume");
  }

  @Test
  void otherPicturesAreRefused() throws IOException {
    Checkpoint read = Checkpoints.read(checkpoint());
    Path other = Files.createDirectories(temporary.resolve("other"));
    Map<String, String> training = new LinkedHashMap<>(read.training());
    training.put("dataDigest", "0");
    Checkpoints.write(
        other.resolve("checkpoint.safetensors"),
        new Checkpoint(
            read.architecture(),
            read.weights(),
            training,
            read.seed(),
            read.provenance(),
            read.progress(),
            read.values()));
    CommandRun.of("superres", "train", "--resume=" + other, "--eval-draws=1")
        .failedWith(1, "are not those that the checkpoint was trained on");
  }

  @Test
  void aLossThatIsNotANumberIsSaid() {
    CommandRun.of(train(temporary.resolve("diverged"), "--learning-rate=1e20"))
        .failedWith(1, "training has diverged", "lower learning rate");
  }
}

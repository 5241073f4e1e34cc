package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.optimizer.Adam;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of networks that are no classifiers. */
class SuperResolutionCheckpointTest {
  @TempDir Path folder;

  private static SuperResolutionDescription espcn(String model, int factor, NoiseModel noise) {
    return new SuperResolutionDescription(model, factor, 2, Activation.TANH, 0.05, noise);
  }

  private static Checkpoint of(
      SuperResolutionDescription architecture, WeightsDescription weights) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    SuperResolutionModels.build(architecture, weights)
        .variables()
        .initialValues(5)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(
        architecture, weights, Map.of("epochs", "3"), 9, Map.of("backend", "none"), values);
  }

  private static Checkpoint small(WeightsDescription weights) {
    return of(espcn("espcn:skip=none", 3, NoiseModel.LEARNED), weights);
  }

  private static Checkpoint withState(Checkpoint checkpoint, List<Variable> state) {
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    state.forEach(
        variable -> values.put(variable.name(), HostTensor.full(variable.shape(), 0.25f)));
    return Examples.withValues(checkpoint, values);
  }

  private static List<Variable> state(Checkpoint checkpoint) {
    return Adam.DEFAULT.state(checkpoint.superResolver().variables().trainable());
  }

  private Path file() {
    return folder.resolve("checkpoint.safetensors");
  }

  private static String refusal(Runnable action) {
    return assertThrows(CheckpointException.class, action::run).getMessage();
  }

  private String refusalOfFile() {
    return refusal(() -> Checkpoints.read(file()));
  }

  static Stream<Checkpoint> checkpoints() {
    List<Checkpoint> all = new ArrayList<>();
    for (WeightsDescription weights :
        List.of(Examples.BAYESIAN, Examples.LAST_LAYERS, Examples.DETERMINISTIC)) {
      for (NoiseModel noise : NoiseModel.values()) {
        all.add(of(espcn("espcn:skip=none", 2, noise), weights));
        all.add(of(espcn("espcn:skip=nearest", 3, noise), weights));
      }
    }
    all.add(withState(small(Examples.BAYESIAN), state(small(Examples.BAYESIAN))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void whatIsReadIsWhatWasWritten(Checkpoint written) throws IOException {
    Checkpoints.write(file(), written);
    Checkpoint read = Checkpoints.read(file());
    assertEquals(written, read);
    assertEquals(List.copyOf(written.values().keySet()), List.copyOf(read.values().keySet()));
    assertEquals(written.architecture(), read.superResolver().description());
    assertEquals(written.architecture(), read.superResolutionDescription());
    assertEquals(written.architecture(), read.network().description());
    Path again = folder.resolve("again.safetensors");
    Checkpoints.write(again, read);
    assertArrayEquals(Files.readAllBytes(file()), Files.readAllBytes(again));
  }

  @Test
  void theFileSaysWhatTheNetworkIsFor() {
    Checkpoints.write(file(), small(Examples.DETERMINISTIC));
    Map<String, String> texts = new LinkedHashMap<>(Safetensors.read(file()).metadata());
    texts.remove("bcnn.sha256");
    assertEquals(
        "{bcnn.format=2, bcnn.task=super-resolution, bcnn.model=espcn:skip=none, bcnn.factor=3,"
            + " bcnn.channels=2, bcnn.activation=tanh, bcnn.widthMultiplier=0.05,"
            + " bcnn.noise=learned, bcnn.weights=deterministic, bcnn.weights.gain=1.1,"
            + " bcnn.seed=9, bcnn.training.epochs=3, bcnn.provenance.backend=none}",
        texts.toString());
  }

  /**
   * A change of these bytes is a change of the format, which needs a new version. The file was read
   * by src/test/python/read_checkpoint.py, which agreed on its content.
   */
  @Test
  void theBytesOfTheFormatStay() {
    Checkpoint start = small(Examples.BAYESIAN);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    start.values().forEach((name, value) -> values.put(name, Examples.ramp(value.shape())));
    Checkpoints.write(file(), Examples.withValues(start, values));
    assertEquals(
        "f1db5237e06fdd0956ab91c32d221f95cc729a420999a82063bbe64664707614",
        Safetensors.read(file()).metadata().get("bcnn.sha256"));
  }

  /** Files from before there was the key have no task; one that names it means the same. */
  @Test
  void aFileOfAClassifierNeedNotSayWhatItIsFor() {
    Checkpoint classifier = Examples.small(Examples.DETERMINISTIC);
    Checkpoints.write(file(), classifier);
    assertFalse(Safetensors.read(file()).metadata().containsKey("bcnn.task"));
    rewrite(texts -> texts.put("bcnn.task", "classification"));
    assertEquals(classifier, Checkpoints.read(file()));
    assertEquals(classifier.architecture(), Checkpoints.read(file()).classifierDescription());
  }

  @Test
  void oneKindIsNotTakenForAnother() {
    Checkpoint enlarging = small(Examples.BAYESIAN);
    String message =
        "the checkpoint is of a network for super-resolution (espcn:skip=none), not for"
            + " classification; it is used by `bcnn superres evaluate`, `bcnn superres upscale` and"
            + " Checkpoint.superResolver()";
    assertEquals(message, refusal(enlarging::classifier));
    assertEquals(message, refusal(() -> enlarging.classifier(List.of())));
    assertEquals(message, refusal(enlarging::classifierDescription));
    Checkpoint classifying = Examples.small(Examples.BAYESIAN);
    message =
        "the checkpoint is of a network for classification (lenet5), not for super-resolution; it"
            + " is used by `bcnn classify` and Checkpoint.classifier()";
    assertEquals(message, refusal(classifying::superResolver));
    assertEquals(message, refusal(() -> classifying.superResolver(List.of())));
    assertEquals(message, refusal(classifying::superResolutionDescription));
    assertEquals(classifying.architecture(), classifying.network().description());
  }

  @Test
  void everyDescriptionIsOfOneKind() {
    Set<Class<?>> described = Set.of(NetworkDescription.class.getPermittedSubclasses());
    Set<Class<?>> stored =
        NetworkKinds.tasks().stream()
            .map(task -> NetworkKinds.ofTask(task).type())
            .collect(Collectors.toSet());
    assertEquals(described, stored);
    assertEquals(
        NetworkKinds.SUPER_RESOLUTION, NetworkKinds.of(espcn("espcn", 2, NoiseModel.LEARNED)));
    assertEquals(
        NetworkKinds.CLASSIFICATION,
        NetworkKinds.of(new ClassifierDescription("mlp", 1, 2, 2, 2, Activation.RELU)));
    assertEquals(NetworkKinds.SUPER_RESOLUTION, NetworkKinds.ofTask("super-resolution"));
  }

  @Test
  void theDeviationOfTheLikelihoodMustBeThere() {
    Checkpoint whole = small(Examples.BAYESIAN);
    Map<String, HostTensor> values = new LinkedHashMap<>(whole.values());
    assertEquals(Shape.scalar(), values.get(SuperResolver.LOG_DEVIATION).shape());
    values.remove(SuperResolver.LOG_DEVIATION);
    Checkpoints.write(file(), Examples.withValues(whole, values));
    assertTrue(
        refusalOfFile().contains("lacks values of espcn:skip=none: likelihood/log-deviation;"),
        refusalOfFile());
  }

  @Test
  void theStateOfTheOptimiserIsCheckedAsThatOfAClassifier() {
    Checkpoint plain = small(Examples.BAYESIAN);
    List<Variable> state = state(plain);
    assertTrue(
        state.stream().anyMatch(each -> each.name().contains(SuperResolver.LOG_DEVIATION)),
        "the deviation is trained, too");
    Checkpoint trained = withState(plain, state);
    assertEquals(plain.architecture(), plain.superResolver(state).description());
    assertEquals(plain.architecture(), trained.superResolver(state).description());
    assertTrue(
        refusal(() -> trained.superResolver(List.of()))
            .contains("values that espcn:skip=none does not know: adam/step, adam/"));
    Map<String, HostTensor> values = new LinkedHashMap<>(trained.values());
    values.remove("adam/conv2/weight/mu/v");
    Checkpoint half = Examples.withValues(plain, values);
    assertTrue(
        refusal(() -> half.superResolver(state))
            .contains("lacks values of espcn:skip=none: adam/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bcnn.task | gan | \"bcnn.task\": \"gan\", which this version of bcnn does not know",
        "bcnn.task | classification | has no \"bcnn.height\" in its metadata",
        "bcnn.model | srcnn | its super-resolution model \"srcnn\" is not on the class path, which",
        "bcnn.model | srcnn | jar with the org.bcnn.models.SuperResolutionProvider of that name",
        "bcnn.model | lenet5 | its super-resolution model \"lenet5\" is not on the class path",
        "bcnn.model | espcn:skip=2 | cannot be built: the skip of espcn is none, nearest or",
        "bcnn.model | no-super-resolution | cannot be built: the model no-super-resolution maps",
        "bcnn.factor | 9 | make no sense: the factor of super-resolution must be from 2 to 8, got 9",
        "bcnn.factor | two | \"bcnn.factor\": \"two\", which is not a number",
        "bcnn.factor | 2 | conv4/weight/mu has the shape [18, 2, 3, 3] but espcn:skip=none needs",
        "bcnn.channels | 0 | make no sense: images need at least 1 channel, got 0",
        "bcnn.activation | gelu | \"bcnn.activation\": \"gelu\", which this version of bcnn does",
        "bcnn.widthMultiplier | 0 | the width multiplier must be positive and finite, got 0.0",
        "bcnn.noise | laplace | \"bcnn.noise\": \"laplace\", which this version of bcnn does not",
        "bcnn.noise | predicted | conv4/weight/mu has the shape [18, 2, 3, 3] but espcn:skip=none",
      })
  void metadataThatMakeNoSenseAreRefused(String name, String text, String message) {
    Checkpoints.write(file(), small(Examples.BAYESIAN));
    rewrite(texts -> texts.put(name, text));
    assertTrue(refusalOfFile().contains(message), refusalOfFile());
    assertTrue(refusalOfFile().contains(file().toString()), refusalOfFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bcnn.model",
        "bcnn.factor",
        "bcnn.channels",
        "bcnn.activation",
        "bcnn.widthMultiplier",
        "bcnn.noise",
        "bcnn.weights",
        "bcnn.seed"
      })
  void metadataThatAreMissingAreNamed(String name) {
    Checkpoints.write(file(), small(Examples.BAYESIAN));
    rewrite(texts -> texts.remove(name));
    assertEquals(file() + " has no \"" + name + "\" in its metadata", refusalOfFile());
  }

  @Test
  void aNetworkThatCannotBeReadAgainIsNotStored() {
    Checkpoints.requireStorable(espcn("espcn", 2, NoiseModel.PREDICTED), Examples.DETERMINISTIC);
    assertTrue(
        refusal(
                () ->
                    Checkpoints.requireStorable(
                        espcn("srcnn", 2, NoiseModel.LEARNED), Examples.DETERMINISTIC))
            .contains("its super-resolution model \"srcnn\" is not on the class path"));
    WeightsDescription tooMany =
        WeightsDescription.variationalLast(
            5,
            ((WeightsDescription.Variational) Examples.BAYESIAN).posterior(),
            ((WeightsDescription.Variational) Examples.BAYESIAN).prior(),
            1);
    assertTrue(
        refusal(() -> Checkpoints.requireStorable(espcn("espcn", 2, NoiseModel.LEARNED), tooMany))
            .contains("the network has 4 layers with weights"));
  }

  /** A bit of every byte where the structure is, and of ever fewer thereafter. */
  @Test
  void aFlippedBitAnywhereIsNoticed() throws IOException {
    Checkpoints.write(file(), small(Examples.DETERMINISTIC));
    byte[] bytes = Files.readAllBytes(file());
    int header = 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    for (int at = 0; at < bytes.length; at += at < 200 ? 1 : at < header ? 5 : 97) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << at % 8);
      requireRefusal(changed, "bit " + at % 8 + " of byte " + at);
    }
    for (int size = 0; size < bytes.length; size += size < header ? 17 : 97) {
      requireRefusal(Arrays.copyOf(bytes, size), "the first " + size + " bytes");
    }
  }

  private void requireRefusal(byte[] content, String what) throws IOException {
    Files.write(file(), content);
    try {
      Checkpoints.read(file());
    } catch (CheckpointException e) {
      assertTrue(e.getMessage().contains(file().toString()), e.getMessage());
      return;
    } catch (RuntimeException e) {
      throw new AssertionError(what + " leads to another exception", e);
    }
    fail(what + " was not noticed");
  }

  /** Changes metadata as a program would that knows the format: with the right digest. */
  private void rewrite(Consumer<Map<String, String>> change) {
    Safetensors whole = Safetensors.read(file());
    Map<String, String> texts = new LinkedHashMap<>(whole.metadata());
    change.accept(texts);
    Checkpoints.seal(texts, whole.tensors()).write(file());
  }
}

package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.optimizer.Adam;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of the players of a generative adversarial network. */
class PlayerCheckpointTest {
  private static final String MODEL = "dcgan:generator-norm=batch,discriminator-norm=batch";
  private static final GeneratorDescription GENERATOR =
      new GeneratorDescription(MODEL, 3, 2, 8, Activation.RELU, 0.05);
  private static final DiscriminatorDescription DISCRIMINATOR =
      new DiscriminatorDescription(MODEL, 2, 16, 4, Activation.LEAKY_RELU, 0.05);

  @TempDir Path folder;

  private static Checkpoint of(
      NetworkDescription architecture, WeightsDescription weights, DescribedNetwork network) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    network
        .variables()
        .initialValues(5)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(
        architecture, weights, Map.of("epochs", "3"), 9, Map.of("backend", "none"), values);
  }

  private static Checkpoint generator(WeightsDescription weights) {
    return of(GENERATOR, weights, GanModels.generator(GENERATOR, weights));
  }

  private static Checkpoint discriminator(WeightsDescription weights) {
    return of(DISCRIMINATOR, weights, GanModels.discriminator(DISCRIMINATOR, weights));
  }

  private Checkpoint written(Checkpoint checkpoint) throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, checkpoint);
    Checkpoint read = Checkpoints.read(file);
    assertEquals(checkpoint, read);
    assertEquals(List.copyOf(checkpoint.values().keySet()), List.copyOf(read.values().keySet()));
    Path again = folder.resolve("again.safetensors");
    Checkpoints.write(again, read);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    return read;
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (WeightsDescription weights :
        List.of(Examples.BAYESIAN, Examples.LAST_LAYERS, Examples.DETERMINISTIC)) {
      Checkpoint images = written(generator(weights));
      assertEquals(GENERATOR, images.generator().description());
      assertEquals(GENERATOR, images.generatorDescription());
      assertEquals(GENERATOR, images.network().description());
      Checkpoint verdicts = written(discriminator(weights));
      assertEquals(DISCRIMINATOR, verdicts.discriminator().description());
      assertEquals(DISCRIMINATOR, verdicts.discriminatorDescription());
      assertEquals(DISCRIMINATOR, verdicts.network().description());
    }
  }

  @Test
  void theFileSaysWhatTheNetworkIsFor() throws IOException {
    assertEquals(
        "{bcnn.format=2, bcnn.task=generation, bcnn.model=dcgan:generator-norm=batch,"
            + "discriminator-norm=batch, bcnn.latent=3, bcnn.channels=2, bcnn.size=8,"
            + " bcnn.activation=relu, bcnn.widthMultiplier=0.05, bcnn.weights=deterministic,"
            + " bcnn.weights.gain=1.1, bcnn.seed=9, bcnn.training.epochs=3,"
            + " bcnn.provenance.backend=none}",
        texts(generator(Examples.DETERMINISTIC)));
    assertEquals(
        "{bcnn.format=2, bcnn.task=discrimination, bcnn.model=dcgan:generator-norm=batch,"
            + "discriminator-norm=batch, bcnn.channels=2, bcnn.size=16, bcnn.outputs=4,"
            + " bcnn.activation=leaky_relu, bcnn.widthMultiplier=0.05, bcnn.weights=deterministic,"
            + " bcnn.weights.gain=1.1, bcnn.seed=9, bcnn.training.epochs=3,"
            + " bcnn.provenance.backend=none}",
        texts(discriminator(Examples.DETERMINISTIC)));
  }

  private String texts(Checkpoint checkpoint) throws IOException {
    written(checkpoint);
    Map<String, String> texts =
        new LinkedHashMap<>(Safetensors.read(folder.resolve("checkpoint.safetensors")).metadata());
    texts.remove("bcnn.sha256");
    return texts.toString();
  }

  @Test
  void onePlayerIsNotTakenForAnother() {
    assertEquals(
        "the checkpoint is of a network for generation ("
            + MODEL
            + "), not for discrimination; it is used by `bcnn gan` and Checkpoint.generator()",
        refusal(generator(Examples.BAYESIAN)::discriminator));
    assertTrue(
        refusal(discriminator(Examples.BAYESIAN)::generator)
            .endsWith("not for generation; it is used by Checkpoint.discriminator()"));
    refusal(generator(Examples.BAYESIAN)::classifier);
  }

  @Test
  void theStateOfTheOptimiserMayBeThere() {
    Checkpoint plain = generator(Examples.BAYESIAN);
    List<Variable> state =
        new Adam("adam-generator", Adam.DEFAULT.rule())
            .state(plain.generator().variables().trainable());
    Map<String, HostTensor> values = new LinkedHashMap<>(plain.values());
    state.forEach(variable -> values.put(variable.name(), HostTensor.zeros(variable.shape())));
    Checkpoint whole = Examples.withValues(plain, values);
    assertEquals(GENERATOR, whole.generator(state).description());
    assertTrue(
        refusal(() -> whole.generator(List.of())).contains("does not know: adam-generator/"));
    assertEquals(
        DISCRIMINATOR, discriminator(Examples.BAYESIAN).discriminator(List.of()).description());
  }

  @Test
  void whatBatchNormalisationRecordedMustBeThere() {
    Checkpoint whole = generator(Examples.BAYESIAN);
    Map<String, HostTensor> values = new LinkedHashMap<>(whole.values());
    values.remove("generator/project/norm/running-mean");
    assertTrue(
        refusal(() -> Examples.withValues(whole, values).generator())
            .contains("lacks values of " + MODEL + ": generator/project/norm/running-mean;"));
  }

  private static String refusal(Runnable action) {
    return assertThrows(CheckpointException.class, action::run).getMessage();
  }
}

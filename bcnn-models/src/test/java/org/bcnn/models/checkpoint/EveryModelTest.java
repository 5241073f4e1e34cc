package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.elsewhere.AnchoredPrior;
import org.bcnn.models.elsewhere.SharedScale;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.Prior;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model, Bayesian or not, with components from anywhere, comes back as it was. */
class EveryModelTest {
  private static final Posterior OTHER_POSTERIOR = new SharedScale(-3.5);
  private static final Prior OTHER_PRIOR = new AnchoredPrior(0.25);

  @TempDir Path folder;

  static Stream<Arguments> checkpoints() {
    List<Arguments> all = new ArrayList<>();
    for (String model : Classifiers.names()) {
      if (model.equals("no-classifier")) {
        continue;
      }
      int last = model.equals("linear") ? 1 : 2;
      for (WeightsDescription weights :
          List.of(
              WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1)),
              WeightsDescription.variational(OTHER_POSTERIOR, OTHER_PRIOR),
              WeightsDescription.variationalLast(last, OTHER_POSTERIOR, OTHER_PRIOR, 0.9),
              WeightsDescription.deterministic(0.9))) {
        all.add(Arguments.of(model, weights));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void comesBackToTheBit(String model, WeightsDescription weights) throws IOException {
    ClassifierDescription asked =
        new ClassifierDescription(model, 2, 28, 24, 3, Activation.SOFTPLUS, 0.11);
    ClassifierDescription architecture = Classifiers.build(asked, weights).description();
    Checkpoint written = odd(Examples.of(architecture, weights));
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, written);
    Checkpoint read = Checkpoints.read(file);

    assertEquals(written, read);
    assertEquals(List.copyOf(written.values().keySet()), List.copyOf(read.values().keySet()));
    written.values().forEach((name, value) -> assertSameBits(value, read.values().get(name), name));
    ImageClassifier classifier = read.classifier();
    assertEquals(architecture, classifier.description());
    assertEquals(
        written.values().keySet(),
        Examples.values(classifier.description(), read.weights()).keySet(),
        "the network is the one that was written");
    Path again = folder.resolve("again.safetensors");
    Checkpoints.write(again, read);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  /** Values that a detour over decimals or doubles would change. */
  private static Checkpoint odd(Checkpoint checkpoint) {
    float[] odd = {Float.intBitsToFloat(0x7fc00123), -0f, Float.MIN_VALUE, 0x1.000002p0f};
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    int i = 0;
    for (String name : checkpoint.values().keySet()) {
      HostTensor value = HostTensor.of(values.get(name).shape(), values.get(name).data().clone());
      value.data()[0] = odd[i++ % odd.length];
      values.put(name, value);
    }
    return Examples.withValues(checkpoint, values);
  }

  private static void assertSameBits(HostTensor expected, HostTensor actual, String name) {
    assertEquals(expected.shape(), actual.shape(), name);
    for (int i = 0; i < expected.data().length; i++) {
      assertEquals(
          Float.floatToRawIntBits(expected.data()[i]),
          Float.floatToRawIntBits(actual.data()[i]),
          name);
    }
  }

  /** What a prior keeps and what it learns is in the file under the names the document gives. */
  @Test
  void priorsHaveVariablesOfTheirOwn() {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(
        file, Examples.small(WeightsDescription.variational(OTHER_POSTERIOR, OTHER_PRIOR)));
    Safetensors content = Safetensors.read(file);
    assertEquals("shared-scale:rho=-3.5", content.metadata().get("bcnn.posterior"));
    assertEquals("anchored:anchor=0.25", content.metadata().get("bcnn.prior"));
    Map<String, HostTensor> tensors = content.tensors();
    assertEquals(HostTensor.scalar(-1), tensors.get("conv1/weight/prior/rho"));
    HostTensor mean = tensors.get("conv1/weight/prior/mean");
    assertEquals(HostTensor.full(mean.shape(), 0.25f), mean);
    assertTrue(tensors.containsKey("conv1/weight/centre"));
    assertEquals("1.0", content.metadata().get("bcnn.widthMultiplier"));
  }

  @Test
  void whatAPriorKeepsMustBeThere() {
    Checkpoint whole = Examples.small(WeightsDescription.variational(OTHER_POSTERIOR, OTHER_PRIOR));
    Map<String, HostTensor> values = new LinkedHashMap<>(whole.values());
    values.remove("conv2/bias/prior/mean");
    String message =
        assertThrows(
                CheckpointException.class, () -> Examples.withValues(whole, values).classifier())
            .getMessage();
    assertTrue(message.contains("lacks values of lenet5: conv2/bias/prior/mean;"), message);
  }

  private String refusal(WeightsDescription weights) {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoint checkpoint = Examples.small(weights);
    String message =
        assertThrows(CheckpointException.class, () -> Checkpoints.write(file, checkpoint))
            .getMessage();
    assertFalse(Files.exists(file), "nothing is written");
    assertEquals(0, folder.toFile().list().length);
    assertEquals(
        message,
        assertThrows(
                CheckpointException.class,
                () -> Checkpoints.requireStorable(Examples.lenet(16, 2), weights))
            .getMessage());
    return message;
  }

  @Test
  void aPriorWithoutANameIsRefusedBeforeAnythingIsWritten() {
    Prior nameless = (weights, site) -> weights.square().multiply(-0.5).sum();
    for (WeightsDescription weights :
        List.of(
            WeightsDescription.variational(MeanFieldGaussian.DEFAULT, nameless),
            WeightsDescription.variationalLast(1, MeanFieldGaussian.DEFAULT, nameless, 1))) {
      String message = refusal(weights);
      assertTrue(message.contains("with the prior org.bcnn.models.checkpoint."), message);
      assertTrue(
          message.contains(
              "cannot be stored, because it has no name: override its spec(), and list a"
                  + " org.bcnn.prior.PriorProvider for it in META-INF/services"),
          message);
    }
  }

  /** It has a name, but nobody who reads the file could make it from that. */
  private record Unlisted(Spec spec) implements Prior {
    @Override
    public org.bcnn.graph.Tensor logDensity(
        org.bcnn.graph.Tensor weights, org.bcnn.posterior.WeightSite site) {
      return weights.abs().negate().sum();
    }
  }

  @Test
  void aPriorThatNobodyCouldReadIsRefusedBeforeAnythingIsWritten() {
    String message =
        refusal(
            WeightsDescription.variational(
                MeanFieldGaussian.DEFAULT, new Unlisted(Spec.of("unlisted"))));
    assertTrue(message.contains("with the prior \"unlisted\" cannot be stored"), message);
    assertTrue(message.contains("list a org.bcnn.prior.PriorProvider"), message);
    message =
        refusal(
            WeightsDescription.variational(
                MeanFieldGaussian.DEFAULT, new Unlisted(Spec.of("gaussian").with("skew", 1))));
    assertTrue(message.contains("the prior gaussian has no setting skew"), message);
  }

  @Test
  void aNetworkThatCannotBeBuiltIsNotStored() {
    WeightsDescription tooMany =
        WeightsDescription.variationalLast(
            9, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 1), 1);
    String message =
        assertThrows(
                CheckpointException.class,
                () -> Checkpoints.requireStorable(Examples.lenet(16, 2), tooMany))
            .getMessage();
    assertTrue(message.contains("the network has 5 layers with weights"), message);
    message =
        assertThrows(
                CheckpointException.class,
                () ->
                    Checkpoints.requireStorable(
                        new ClassifierDescription("lenet7", 1, 16, 16, 2, Activation.RELU),
                        Examples.DETERMINISTIC))
            .getMessage();
    assertTrue(message.contains("its model \"lenet7\" is not on the class path"), message);
  }
}

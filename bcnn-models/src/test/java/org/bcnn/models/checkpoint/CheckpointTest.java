package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final Checkpoint BAYESIAN = Examples.small(Examples.BAYESIAN);

  private static String refusal(Runnable action) {
    return assertThrows(CheckpointException.class, action::run).getMessage();
  }

  @Test
  void theNetworkHasTheWeightsDescribed() {
    ImageClassifier bayesian = BAYESIAN.classifier();
    for (Parameter parameter : bayesian.network().parameters()) {
      VariationalParameter variational = assertInstanceOf(VariationalParameter.class, parameter);
      assertEquals(
          ((WeightsDescription.Variational) Examples.BAYESIAN).posterior(),
          variational.posterior());
      assertEquals(
          ((WeightsDescription.Variational) Examples.BAYESIAN).prior(), variational.prior());
    }
    assertTrue(Examples.BAYESIAN.bayesian());

    Parameter plain =
        Examples.small(Examples.DETERMINISTIC).classifier().network().parameters().get(0);
    assertEquals(
        new DeterministicParameter("conv1/weight", Shape.of(6, 1, 5, 5), 0, 1.1 / 5), plain);
    assertFalse(Examples.DETERMINISTIC.bayesian());
  }

  @Test
  void theStateOfTheOptimiserMayBeThereOrNot() {
    Checkpoint trained = Examples.withAdam(BAYESIAN);
    var state = Examples.adamState(BAYESIAN);
    assertEquals(BAYESIAN.architecture(), BAYESIAN.classifier(state).description());
    assertEquals(BAYESIAN.architecture(), BAYESIAN.classifier(List.of()).description());
    assertEquals(BAYESIAN.architecture(), trained.classifier(state).description());
    assertEquals(BAYESIAN.architecture(), trained.classifier().description());
    String message = refusal(() -> trained.classifier(List.of()));
    assertTrue(message.contains("values that lenet5 does not know: adam/step, adam/"), message);
  }

  @Test
  void theStateOfTheOptimiserMustBeWhole() {
    Map<String, HostTensor> values = new LinkedHashMap<>(Examples.withAdam(BAYESIAN).values());
    values.remove("adam/conv2/weight/mu/v");
    Checkpoint half = Examples.withValues(BAYESIAN, values);
    String message = refusal(() -> half.classifier(Examples.adamState(BAYESIAN)));
    assertTrue(message.contains("lacks values of lenet5: adam/conv2/weight/mu/v;"), message);

    values.put("adam/conv2/weight/mu/v", HostTensor.scalar(0));
    Checkpoint wrong = Examples.withValues(BAYESIAN, values);
    message = refusal(() -> wrong.classifier(Examples.adamState(BAYESIAN)));
    assertTrue(
        message.contains("adam/conv2/weight/mu/v has the shape [] but lenet5 needs [16, 6, 5, 5]"),
        message);
  }

  @Test
  void anUnknownValueIsNamed() {
    Map<String, HostTensor> values = new LinkedHashMap<>(BAYESIAN.values());
    values.put("conv3/weight/mu", HostTensor.scalar(0));
    Checkpoint more = Examples.withValues(BAYESIAN, values);
    String message = refusal(() -> more.classifier(Examples.adamState(BAYESIAN)));
    assertTrue(message.contains("does not know: conv3/weight/mu;"), message);
  }

  @Test
  void theTwinOfAnotherKindIsNoticed() {
    Checkpoint mixed =
        new Checkpoint(
            BAYESIAN.architecture(),
            Examples.DETERMINISTIC,
            Map.of(),
            1,
            Map.of(),
            BAYESIAN.values());
    String message = refusal(mixed::classifier);
    assertTrue(message.contains("lacks values of lenet5: conv1/weight, conv1/bias,"), message);
  }

  @Test
  void nothingFromOutsideChangesACheckpoint() {
    Map<String, HostTensor> values = new LinkedHashMap<>(BAYESIAN.values());
    Map<String, String> training = new LinkedHashMap<>(Map.of("epochs", "3"));
    Map<String, String> provenance = new LinkedHashMap<>(Map.of("backend", "tf"));
    Checkpoint checkpoint =
        new Checkpoint(
            BAYESIAN.architecture(), BAYESIAN.weights(), training, 1, provenance, values);
    float before = values.get("conv1/weight/mu").data()[0];
    values.get("conv1/weight/mu").data()[0] = before + 1;
    values.clear();
    training.clear();
    provenance.clear();
    assertEquals(before, checkpoint.values().get("conv1/weight/mu").data()[0]);
    assertEquals(Map.of("epochs", "3"), checkpoint.training());
    assertEquals(Map.of("backend", "tf"), checkpoint.provenance());
    assertThrows(UnsupportedOperationException.class, () -> checkpoint.values().clear());
    assertThrows(UnsupportedOperationException.class, () -> checkpoint.training().clear());
    assertThrows(UnsupportedOperationException.class, () -> checkpoint.provenance().clear());
  }

  @Test
  void nullIsRefused() {
    Map<String, String> none = new LinkedHashMap<>();
    none.put("epochs", null);
    assertThrows(
        NullPointerException.class,
        () ->
            new Checkpoint(
                BAYESIAN.architecture(), BAYESIAN.weights(), none, 1, Map.of(), BAYESIAN.values()));
  }
}

package org.bcnn.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisers by name. What they do is tested on backends. */
class OptimizerSpecTest {
  private static Optimizer named(String spec) {
    return OptimizerProvider.registry().create(spec);
  }

  @Test
  void allAreFoundByName() {
    assertEquals(List.of("adam", "adamw", "sgd"), OptimizerProvider.registry().names());
  }

  @Test
  void defaultsAreThoseOfTheAuthors() {
    assertEquals(Adam.DEFAULT, named("adam"));
    assertEquals(new AdamW(new Adam("adamw", new Op.Adam(0.9, 0.999, 1e-8)), 0.01), named("adamw"));
    assertEquals(new Sgd("sgd", 0, false), named("sgd"));
  }

  @Test
  void settingsReachTheRule() {
    assertEquals(
        new Adam("second", new Op.Adam(0.5, 0.9, 1e-4)),
        named("adam:beta1=0.5,beta2=0.9,epsilon=1e-4,state=second"));
    assertEquals(new Sgd("sgd", 0.9, true), named("sgd:momentum=0.9,nesterov=true"));
    assertEquals(new GradientClipping(Adam.DEFAULT, 2.5), named("adam:clip-norm=2.5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adam:beta1=0.5,beta2=0.9,epsilon=1e-4,state=second",
        "adam:clip-norm=3",
        "adamw:decay=0.05,clip-norm=1",
        "sgd",
        "sgd:momentum=0.9,nesterov=true,clip-norm=0.1"
      })
  void specificationMakesTheSameAgain(String text) {
    Optimizer optimizer = named(text);
    assertEquals(optimizer, OptimizerProvider.registry().create(optimizer.spec()));
    assertEquals(optimizer, named(optimizer.spec().toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam:beta1=1|beta1 must be at least 0 and under 1, got 1.0",
        "adam:beta2=-0.1|beta2 must be at least 0 and under 1, got -0.1",
        "adam:epsilon=0|epsilon must be positive, got 0.0",
        "adam:clip-norm=-1|gradients clip to a positive norm, got -1.0",
        "adamw:decay=-1|the weight decay must be at least 0, got -1.0",
        "sgd:momentum=1|the momentum must be at least 0 and under 1, got 1.0",
        "sgd:nesterov=yes|the setting nesterov of sgd must be true or false, got \"yes\""
      })
  void settingsThatMakeNoSenseAreRefused(String spec, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> named(spec)).getMessage());
  }

  /** Weights and their means decay; nothing else does, whatever its shape. */
  @ParameterizedTest
  @CsvSource({
    "conv1/weight, true",
    "conv1/weight/mu, true",
    "conv1/weight/rho, false",
    "conv1/bias, false",
    "conv1/bias/mu, false",
    "norm/scale, false",
    "norm/gamma, false",
    "conv1/weight/prior/log-scale, false",
    "likelihood/log-deviation, false",
    "conv1/weight/factor, false",
    "lightweight, false"
  })
  void onlyWeightsDecay(String name, boolean decays) {
    assertEquals(decays, AdamW.WEIGHTS.test(new Variable(name, Shape.of(3, 2))));
  }

  @Test
  void choiceOfOnesOwnCannotBeStored() {
    AdamW own = new AdamW(Adam.DEFAULT, 0.1, variable -> true);
    assertThrows(UnsupportedOperationException.class, own::spec);
  }

  @Test
  void optimiserOfAUserHasNoNameUnlessItSaysSo() {
    Optimizer own =
        new Optimizer() {
          @Override
          public List<Variable> state(List<Variable> optimised) {
            return List.of();
          }

          @Override
          public void update(
              Function.Builder function,
              List<Variable> optimised,
              List<Tensor> gradients,
              Tensor learningRate) {}
        };
    assertThrows(UnsupportedOperationException.class, own::spec);
  }
}

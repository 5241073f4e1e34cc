package org.bcnn.models;

import java.util.List;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A multilayer perceptron: hidden dense layers of equal width, and one of the number of classes.
 * Two hidden layers of 1200 are those on which Blundell et al. (2015) prune weights: 2,395,210
 * weights, biases included, for MNIST. Images may have any size.
 *
 * @param units the units of each hidden layer
 * @param hiddenLayers how many hidden layers there are
 */
public record Mlp(int units, int hiddenLayers) implements ClassifierModel {
  /** Two hidden layers of 1200 units. */
  public static final Mlp DEFAULT = new Mlp(1200, 2);

  static final String NAME = "mlp";
  static final String UNITS = "units";
  static final String HIDDEN_LAYERS = "layers";

  /** Checks that there is a hidden layer and that it has units. */
  public Mlp {
    if (units < 1 || hiddenLayers < 1) {
      throw new IllegalArgumentException(
          "mlp needs at least 1 hidden layer of at least 1 unit, got "
              + hiddenLayers
              + " of "
              + units);
    }
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    LayerStack stack = new LayerStack(NAME, description, weights).flatten();
    for (int i = 1; i <= hiddenLayers; i++) {
      stack.dense("dense" + i, units);
    }
    return stack.logits("dense" + (hiddenLayers + 1));
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with(UNITS, units).with(HIDDEN_LAYERS, hiddenLayers);
  }

  /** Makes multilayer perceptrons by name. */
  public static final class MlpProvider implements ClassifierProvider {
    /** Makes the provider. */
    public MlpProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "hidden dense layers of equal width (Blundell et al. 2015 prune two of 1200)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(UNITS, Integer.toString(DEFAULT.units), "units of each hidden layer"),
          new Setting(HIDDEN_LAYERS, Integer.toString(DEFAULT.hiddenLayers), "hidden layers"));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new Mlp(spec.integer(UNITS), spec.integer(HIDDEN_LAYERS));
    }
  }
}

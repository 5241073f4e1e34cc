package org.bcnn.models;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A multilayer perceptron: hidden dense layers of equal width, and one of the number of classes.
 * Two hidden layers of 1200 are those on which Blundell et al. (2015) prune weights: 2,395,210
 * weights, biases included, for MNIST. Images may have any size.
 *
 * @param units the units of each hidden layer as described
 * @param hiddenLayers how many hidden layers there are
 * @param widths the units that each of them has; as many as described, unless units were removed
 */
public record Mlp(int units, int hiddenLayers, List<Integer> widths) implements ClassifierModel {
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
    widths = HiddenWidths.require(NAME, widths, Collections.nCopies(hiddenLayers, units));
  }

  /**
   * Hidden layers of equal width.
   *
   * @param units the units of each hidden layer
   * @param hiddenLayers how many hidden layers there are
   */
  public Mlp(int units, int hiddenLayers) {
    this(units, hiddenLayers, Collections.nCopies(Math.max(1, hiddenLayers), units));
  }

  private List<Integer> described() {
    return Collections.nCopies(hiddenLayers, units);
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    LayerStack stack = new LayerStack(NAME, description, weights).flatten();
    for (int i = 1; i <= hiddenLayers; i++) {
      stack.dense("dense" + i, widths.get(i - 1));
    }
    return stack.logits("dense" + (hiddenLayers + 1));
  }

  @Override
  public Spec spec() {
    Spec spec = Spec.of(NAME).with(UNITS, units).with(HIDDEN_LAYERS, hiddenLayers);
    return HiddenWidths.addTo(spec, widths, described());
  }

  @Override
  public Optional<ClassifierModel> withWidths(List<Integer> hidden) {
    return Optional.of(new Mlp(units, hiddenLayers, hidden));
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
          new Setting(HIDDEN_LAYERS, Integer.toString(DEFAULT.hiddenLayers), "hidden layers"),
          HiddenWidths.setting("as many as units says"));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      Mlp described = new Mlp(spec.integer(UNITS), spec.integer(HIDDEN_LAYERS));
      return new Mlp(
          described.units, described.hiddenLayers, HiddenWidths.of(spec, described.described()));
    }
  }
}

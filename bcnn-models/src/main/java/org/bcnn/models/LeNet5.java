package org.bcnn.models;

import java.util.List;
import java.util.Optional;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * LeNet-5 (LeCun et al. 1998) as it is used today: two 5×5 convolutions of 6 and 16 channels
 * without padding, each followed by 2×2 max-pooling, and dense layers of 120, 84 and the number of
 * classes.
 *
 * <p>Images of 32×32 leave the convolutions as 16×5×5 = 400 features, those of 28×28 as 16×4×4 =
 * 256. With 3 channels of 32×32 and 10 classes it has 62,006 weights, biases included. The smallest
 * images are 16×16.
 *
 * @param widths the channels or units of the four hidden layers
 */
public record LeNet5(List<Integer> widths) implements ClassifierModel {
  /** As published: 6 and 16 channels, 120 and 84 units. */
  public static final LeNet5 DEFAULT = new LeNet5(List.of(6, 16, 120, 84));

  static final String NAME = "lenet5";

  /** Checks that there are four positive widths. */
  public LeNet5 {
    widths = HiddenWidths.require(NAME, widths, List.of(6, 16, 120, 84));
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new LayerStack(NAME, description, weights)
        .convolution("conv1", widths.get(0), 5, 1, 0)
        .maxPool(2, 2)
        .convolution("conv2", widths.get(1), 5, 1, 0)
        .maxPool(2, 2)
        .flatten()
        .dense("dense1", widths.get(2))
        .dense("dense2", widths.get(3))
        .logits("dense3");
  }

  @Override
  public Spec spec() {
    return HiddenWidths.addTo(Spec.of(NAME), widths, DEFAULT.widths);
  }

  @Override
  public Optional<ClassifierModel> withWidths(List<Integer> hidden) {
    return Optional.of(new LeNet5(hidden));
  }

  /** Makes LeNet-5 by name. */
  public static final class LeNet5Provider implements ClassifierProvider {
    /** Makes the provider. */
    public LeNet5Provider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "two convolutions and three dense layers (LeCun et al. 1998)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(HiddenWidths.setting(DEFAULT.widths));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new LeNet5(HiddenWidths.of(spec, DEFAULT.widths));
    }
  }
}

package org.bcnn.models;

import java.util.List;
import java.util.Optional;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * 3Conv3FC (Shridhar et al. 2019): three 5×5 convolutions of 32, 64 and 128 channels, padded by 2,
 * 2 and 1, each followed by 3×3 max-pooling of stride 2, and dense layers of 1000, 1000 and the
 * number of classes.
 *
 * <p>Images of 32×32 leave the convolutions as 128×2×2 = 512 features, those of 28×28 as 128. With
 * 3 channels of 32×32 and 10 classes it has 1,782,634 weights, biases included. The smallest images
 * are 23×23.
 *
 * @param widths the channels or units of the five hidden layers
 */
public record ThreeConvThreeFc(List<Integer> widths) implements ClassifierModel {
  /** As published: 32, 64 and 128 channels, 1000 and 1000 units. */
  public static final ThreeConvThreeFc DEFAULT =
      new ThreeConvThreeFc(List.of(32, 64, 128, 1000, 1000));

  static final String NAME = "3conv3fc";

  /** Checks that there are five positive widths. */
  public ThreeConvThreeFc {
    widths = HiddenWidths.require(NAME, widths, List.of(32, 64, 128, 1000, 1000));
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new LayerStack(NAME, description, weights)
        .convolution("conv1", widths.get(0), 5, 1, 2)
        .maxPool(3, 2)
        .convolution("conv2", widths.get(1), 5, 1, 2)
        .maxPool(3, 2)
        .convolution("conv3", widths.get(2), 5, 1, 1)
        .maxPool(3, 2)
        .flatten()
        .dense("dense1", widths.get(3))
        .dense("dense2", widths.get(4))
        .logits("dense3");
  }

  @Override
  public Spec spec() {
    return HiddenWidths.addTo(Spec.of(NAME), widths, DEFAULT.widths);
  }

  @Override
  public Optional<ClassifierModel> withWidths(List<Integer> hidden) {
    return Optional.of(new ThreeConvThreeFc(hidden));
  }

  /** Makes 3Conv3FC by name. */
  public static final class ThreeConvThreeFcProvider implements ClassifierProvider {
    /** Makes the provider. */
    public ThreeConvThreeFcProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "three convolutions and three dense layers (Shridhar et al. 2019)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(HiddenWidths.setting(DEFAULT.widths));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new ThreeConvThreeFc(HiddenWidths.of(spec, DEFAULT.widths));
    }
  }
}

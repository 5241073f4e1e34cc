package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Spec;

/**
 * LeNet-5 (LeCun et al. 1998) as it is used today: two 5×5 convolutions of 6 and 16 channels
 * without padding, each followed by 2×2 max-pooling, and dense layers of 120, 84 and the number of
 * classes.
 *
 * <p>Images of 32×32 leave the convolutions as 16×5×5 = 400 features, those of 28×28 as 16×4×4 =
 * 256. With 3 channels of 32×32 and 10 classes it has 62,006 weights, biases included. The smallest
 * images are 16×16.
 */
public record LeNet5() implements ClassifierModel {
  static final String NAME = "lenet5";

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new LayerStack(NAME, description, weights)
        .convolution("conv1", 6, 5, 1, 0)
        .maxPool(2, 2)
        .convolution("conv2", 16, 5, 1, 0)
        .maxPool(2, 2)
        .flatten()
        .dense("dense1", 120)
        .dense("dense2", 84)
        .logits("dense3");
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME);
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
    public ClassifierModel create(Spec spec) {
      return new LeNet5();
    }
  }
}

package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Spec;

/**
 * AlexNet (Krizhevsky et al. 2012) for small images, as Shridhar et al. (2019) use it: an 11×11
 * convolution of stride 4, a 5×5 and three 3×3 convolutions, 2×2 max-pooling after the first, the
 * second and the last, and one dense layer.
 *
 * <p>Pooling keeps an odd last row or column, so that any size of image is taken; images of 32×32
 * (8, 4, 2, 1 rows) have none, and those of 28×28 (7, 4, 2, 1 rows) leave the same number of
 * features. With 3 channels and 10 classes it has 2,175,946 weights, the half 550,378, biases
 * included.
 */
public enum AlexNet implements ClassifierModel {
  /** Convolutions of 64, 192, 384, 256 and 128 channels. */
  FULL("alexnet", 1),
  /** Convolutions of 32, 96, 192, 128 and 64 channels. */
  HALF("alexnet-half", 2);

  private final String modelName;
  private final int divisor;

  AlexNet(String modelName, int divisor) {
    this.modelName = modelName;
    this.divisor = divisor;
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new LayerStack(modelName, description, weights)
        .convolution("conv1", 64 / divisor, 11, 4, 5)
        .halve()
        .convolution("conv2", 192 / divisor, 5, 1, 2)
        .halve()
        .convolution("conv3", 384 / divisor, 3, 1, 1)
        .convolution("conv4", 256 / divisor, 3, 1, 1)
        .convolution("conv5", 128 / divisor, 3, 1, 1)
        .halve()
        .flatten()
        .logits("dense1");
  }

  @Override
  public Spec spec() {
    return Spec.of(modelName);
  }

  /** Makes AlexNet by name. */
  public static final class AlexNetProvider implements ClassifierProvider {
    /** Makes the provider. */
    public AlexNetProvider() {}

    @Override
    public String name() {
      return FULL.modelName;
    }

    @Override
    public String description() {
      return "five convolutions and a dense layer (Krizhevsky et al. 2012; Shridhar et al. 2019)";
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return FULL;
    }
  }

  /** Makes the half of AlexNet by name. */
  public static final class AlexNetHalfProvider implements ClassifierProvider {
    /** Makes the provider. */
    public AlexNetHalfProvider() {}

    @Override
    public String name() {
      return HALF.modelName;
    }

    @Override
    public String description() {
      return "alexnet with half of the channels (Shridhar et al. 2019)";
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return HALF;
    }
  }
}

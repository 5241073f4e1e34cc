package org.bcnn.models;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Setting;
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
 *
 * @param name {@code alexnet} or {@code alexnet-half}
 * @param widths the channels of the five convolutions
 */
public record AlexNet(String name, List<Integer> widths) implements ClassifierModel {
  /** Convolutions of 64, 192, 384, 256 and 128 channels. */
  public static final AlexNet FULL = new AlexNet("alexnet", List.of(64, 192, 384, 256, 128));

  /** Convolutions of 32, 96, 192, 128 and 64 channels. */
  public static final AlexNet HALF = new AlexNet("alexnet-half", List.of(32, 96, 192, 128, 64));

  /** Checks that there are five positive widths. */
  public AlexNet {
    Objects.requireNonNull(name, "name");
    widths = HiddenWidths.require(name, widths, List.of(64, 192, 384, 256, 128));
  }

  private AlexNet published() {
    return name.equals(HALF.name) ? HALF : FULL;
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new LayerStack(name, description, weights)
        .convolution("conv1", widths.get(0), 11, 4, 5)
        .halve()
        .convolution("conv2", widths.get(1), 5, 1, 2)
        .halve()
        .convolution("conv3", widths.get(2), 3, 1, 1)
        .convolution("conv4", widths.get(3), 3, 1, 1)
        .convolution("conv5", widths.get(4), 3, 1, 1)
        .halve()
        .flatten()
        .logits("dense1");
  }

  @Override
  public Spec spec() {
    return HiddenWidths.addTo(Spec.of(name), widths, published().widths);
  }

  @Override
  public Optional<ClassifierModel> withWidths(List<Integer> hidden) {
    return Optional.of(new AlexNet(name, hidden));
  }

  /** Makes AlexNet by name. */
  public static final class AlexNetProvider implements ClassifierProvider {
    /** Makes the provider. */
    public AlexNetProvider() {}

    @Override
    public String name() {
      return FULL.name;
    }

    @Override
    public String description() {
      return "five convolutions and a dense layer (Krizhevsky et al. 2012; Shridhar et al. 2019)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(HiddenWidths.setting(FULL.widths));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new AlexNet(FULL.name, HiddenWidths.of(spec, FULL.widths));
    }
  }

  /** Makes the half of AlexNet by name. */
  public static final class AlexNetHalfProvider implements ClassifierProvider {
    /** Makes the provider. */
    public AlexNetHalfProvider() {}

    @Override
    public String name() {
      return HALF.name;
    }

    @Override
    public String description() {
      return "alexnet with half of the channels (Shridhar et al. 2019)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(HiddenWidths.setting(HALF.widths));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new AlexNet(HALF.name, HiddenWidths.of(spec, HALF.widths));
    }
  }
}

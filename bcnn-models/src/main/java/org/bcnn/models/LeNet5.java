package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.MaxPool2d;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;

/**
 * LeNet-5 (LeCun et al. 1998) as it is used today: two 5×5 convolutions of 6 and 16 channels
 * without padding, each followed by 2×2 max-pooling, and dense layers of 120, 84 and the number of
 * classes.
 *
 * <p>Images of 32×32 leave the convolutions as 16×5×5 = 400 features, those of 28×28 as 16×4×4 =
 * 256. With 3 channels of 32×32 and 10 classes it has 62,006 weights.
 */
final class LeNet5 {
  static final String NAME = "lenet5";

  private static final int KERNEL = 5;
  private static final int POOL = 2;

  private LeNet5() {}

  static ImageClassifier build(ClassifierDescription description, ParameterFactory weights) {
    int height = afterConvolutions(description.height());
    int width = afterConvolutions(description.width());
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "lenet5 takes images of at least 16x16, got "
              + description.height()
              + "x"
              + description.width());
    }
    List<Layer> layers = new ArrayList<>();
    addConvolution(layers, "conv1", description.channels(), 6, description, weights);
    addConvolution(layers, "conv2", 6, 16, description, weights);
    layers.add(new Flatten());
    layers.add(Dense.create("dense1", 16 * height * width, 120, true, weights));
    layers.add(description.activation());
    layers.add(Dense.create("dense2", 120, 84, true, weights));
    layers.add(description.activation());
    layers.add(Dense.create("dense3", 84, description.classes(), true, weights));
    return new ImageClassifier(description, new Sequential(layers));
  }

  /** Two rounds of a valid convolution and a pool that drops an odd last row. */
  private static int afterConvolutions(int extent) {
    return ((extent - KERNEL + 1) / POOL - KERNEL + 1) / POOL;
  }

  private static void addConvolution(
      List<Layer> layers,
      String name,
      int in,
      int out,
      ClassifierDescription description,
      ParameterFactory weights) {
    layers.add(Conv2d.create(name, in, out, KERNEL, KERNEL, ConvGeometry.DEFAULT, true, weights));
    layers.add(description.activation());
    layers.add(new MaxPool2d(PoolGeometry.square(POOL, POOL)));
  }
}

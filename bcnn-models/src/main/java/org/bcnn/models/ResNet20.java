package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.AvgPool2d;
import org.bcnn.layer.BatchNorm2d;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.GlobalAvgPool2d;
import org.bcnn.layer.Identity;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Residual;
import org.bcnn.layer.Sequential;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * ResNet-20 for small images (He et al. 2016, section 4.2): a 3×3 convolution of 16 channels, three
 * stages of three residual blocks with 16, 32 and 64 channels, of which the second and the third
 * halve the image, the average over all pixels, and a dense layer. A block is two 3×3 convolutions;
 * each convolution is followed by batch normalisation, so it has no biases, and by the activation,
 * which in a block's second comes after the sum.
 *
 * <p>With 3 channels and 10 classes it has 269,722 weights (He et al. give 0.27 million), of which
 * 1,376 are scales and shifts of batch normalisation, plain in a Bayesian network too; with
 * projecting shortcuts, 272,474. Images may have any size.
 *
 * @param shortcut how a block that changes the shape passes its input on
 */
public record ResNet20(Shortcut shortcut) implements ClassifierModel {
  static final String NAME = "resnet20";
  static final String SHORTCUT = "shortcut";

  private static final int[] CHANNELS = {16, 32, 64};
  private static final int BLOCKS = 3;

  /** How a block that changes the shape passes its input on. */
  public enum Shortcut {
    /** Every second pixel, and zeros in the new channels: no weights (option A), as for CIFAR. */
    IDENTITY,
    /** A 1×1 convolution of stride 2 with batch normalisation (option B). */
    PROJECTION
  }

  /** Checks that the shortcut is not null. */
  public ResNet20 {
    Objects.requireNonNull(shortcut, "shortcut");
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    List<Layer> layers = new ArrayList<>();
    int channels = description.scaled(CHANNELS[0]);
    addConvolution(layers, "", 1, description.channels(), channels, 3, 1, weights);
    layers.add(description.activation());
    for (int stage = 0; stage < CHANNELS.length; stage++) {
      int out = description.scaled(CHANNELS[stage]);
      for (int block = 0; block < BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "stage" + (stage + 1) + "/block" + (block + 1) + "/";
        layers.add(block(name, channels, out, stride, description.activation(), weights));
        layers.add(description.activation());
        channels = out;
      }
    }
    layers.add(new GlobalAvgPool2d());
    layers.add(description.dropoutBefore("dense"));
    layers.add(Dense.create("dense", channels, description.classes(), true, weights));
    return new Sequential(layers);
  }

  private Layer block(
      String name, int in, int out, int stride, Layer activation, ParameterFactory weights) {
    List<Layer> body = new ArrayList<>();
    addConvolution(body, name, 1, in, out, 3, stride, weights);
    body.add(activation);
    addConvolution(body, name, 2, out, out, 3, 1, weights);
    return new Residual(
        new Sequential(body), shortcut(name + "shortcut/", in, out, stride, weights));
  }

  private Layer shortcut(String name, int in, int out, int stride, ParameterFactory weights) {
    if (stride == 1 && in == out) {
      return new Identity();
    }
    if (shortcut == Shortcut.PROJECTION) {
      List<Layer> projection = new ArrayList<>();
      addConvolution(projection, name, 1, in, out, 1, stride, weights);
      return new Sequential(projection);
    }
    return new Sequential(
        List.of(
            new AvgPool2d(PoolGeometry.square(1, stride)),
            Layer.of(List.of(), (x, pass) -> withZeroChannels(x, out - in))));
  }

  private static Tensor withZeroChannels(Tensor x, int more) {
    return x.graph().pad(x, List.of(0, 0, 0, 0), List.of(0, more, 0, 0), 0);
  }

  /** Adds a convolution and its normalisation; an odd kernel keeps the size at stride 1. */
  private static void addConvolution(
      List<Layer> layers,
      String name,
      int number,
      int in,
      int out,
      int kernel,
      int stride,
      ParameterFactory weights) {
    ConvGeometry geometry =
        ConvGeometry.DEFAULT.withStride(stride).withPadding(Padding.all(kernel / 2));
    layers.add(
        Conv2d.create(name + "conv" + number, in, out, kernel, kernel, geometry, false, weights));
    layers.add(BatchNorm2d.create(name + "bn" + number, out));
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with(SHORTCUT, lowerCase(shortcut));
  }

  private static String lowerCase(Shortcut shortcut) {
    return shortcut.name().toLowerCase(Locale.ROOT);
  }

  /** Makes ResNet-20 by name. */
  public static final class ResNet20Provider implements ClassifierProvider {
    /** Makes the provider. */
    public ResNet20Provider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "nine residual blocks with batch normalisation (He et al. 2016)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(
              SHORTCUT, lowerCase(Shortcut.IDENTITY), "where shapes change: identity, projection"));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      String text = spec.text(SHORTCUT);
      for (Shortcut shortcut : Shortcut.values()) {
        if (lowerCase(shortcut).equals(text)) {
          return new ResNet20(shortcut);
        }
      }
      throw new IllegalArgumentException(
          "the shortcut of resnet20 is identity or projection, got \"" + text + "\"");
    }
  }
}

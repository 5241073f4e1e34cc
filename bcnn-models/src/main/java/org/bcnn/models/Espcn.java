package org.bcnn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.DepthToSpace;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Residual;
import org.bcnn.layer.Sequential;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.Shape;

/**
 * ESPCN, the efficient sub-pixel convolutional network (Shi et al. 2016): convolutions of 5×5 and
 * 64 channels, 3×3 and 64, 3×3 and 32, and 3×3 and r² for each channel of the output, at the size
 * of the small image, and then {@link DepthToSpace}, which makes a block of r×r pixels of each
 * pixel. All convolutions are padded with zeros so that they keep the size, so images may have any.
 *
 * <p>With one channel and a learned deviation it has {@code 57,056 + 289 r²} weights, biases
 * included: 58,212, 59,657 and 61,680 at r = 2, 3 and 4. A predicted variance adds {@code 289 r²}.
 *
 * @param skip what is added to the output
 */
public record Espcn(Skip skip) implements SuperResolutionModel {
  static final String NAME = "espcn";
  static final String SKIP = "skip";

  private static final int FIRST_KERNEL = 5;
  private static final int KERNEL = 3;

  /**
   * What is added to the means that the network puts out, which then predicts by how much pixels
   * differ from that. With a skip connection, log variances that the network predicts are those of
   * {@link SuperResolver#INITIAL_DEVIATION} where its last layer is 0.
   */
  public enum Skip {
    /** Nothing, as published: the network predicts the pixels. */
    NONE,

    /** The image, each pixel repeated r×r times (nearest-neighbour enlargement). */
    NEAREST,

    /** The image, enlarged by bicubic interpolation. */
    BICUBIC
  }

  /** Checks that the skip connection is not null. */
  public Espcn {
    Objects.requireNonNull(skip, "skip");
  }

  @Override
  public Layer build(SuperResolutionDescription description, ParameterFactory weights) {
    int block = description.factor() * description.factor();
    int wide = description.scaled(64);
    int narrow = description.scaled(32);
    int out = description.outputChannels() * block;
    Layer activation = description.activation();
    List<Layer> layers =
        List.of(
            convolution("conv1", description.channels(), wide, FIRST_KERNEL, weights),
            activation,
            convolution("conv2", wide, wide, KERNEL, weights),
            activation,
            convolution("conv3", wide, narrow, KERNEL, weights),
            activation,
            convolution("conv4", narrow, out, KERNEL, weights));
    Layer convolutions = new Sequential(layers);
    Layer features =
        switch (skip) {
          case NONE -> convolutions;
          case NEAREST -> skipping(convolutions, x -> withLogVariances(repeated(x, block), out));
          case BICUBIC ->
              skipping(
                  convolutions,
                  x -> withLogVariances(BicubicEnlargement.blocks(x, description.factor()), out));
        };
    return new Sequential(List.of(features, new DepthToSpace(description.factor())));
  }

  /** A convolution with biases, of stride 1, that keeps the size, as the kernel is odd. */
  private static Layer convolution(
      String name, int in, int out, int kernel, ParameterFactory weights) {
    ConvGeometry geometry = ConvGeometry.DEFAULT.withPadding(Padding.all(kernel / 2));
    return Conv2d.create(name, in, out, kernel, kernel, geometry, true, weights);
  }

  private static Layer skipping(Layer convolutions, UnaryOperator<Tensor> skipped) {
    return new Residual(convolutions, Layer.of(List.of(), (x, pass) -> skipped.apply(x)));
  }

  /**
   * Repeats each channel, so that {@link DepthToSpace} makes a block of equal pixels of each pixel.
   */
  private static Tensor repeated(Tensor x, int times) {
    Shape shape = x.shape();
    Shape one = Shape.of(shape.dim(0), 1, shape.dim(2), shape.dim(3));
    List<Tensor> parts = new ArrayList<>();
    for (int channel = 0; channel < shape.dim(1); channel++) {
      Tensor part = x.graph().slice(x, List.of(0, channel, 0, 0), one);
      parts.addAll(Collections.nCopies(times, part));
    }
    return x.graph().concat(1, parts);
  }

  /** Adds channels of what log variances start from, if the network predicts any. */
  private static Tensor withLogVariances(Tensor means, int channels) {
    int more = channels - means.shape().dim(1);
    float logVariance = (float) (2 * Math.log(SuperResolver.INITIAL_DEVIATION));
    return more == 0
        ? means
        : means.graph().pad(means, List.of(0, 0, 0, 0), List.of(0, more, 0, 0), logVariance);
  }

  /** The sum of the radii of the kernels: 2 + 1 + 1 + 1 pixels, more than interpolation sees. */
  @Override
  public int receptiveRadius(SuperResolutionDescription description) {
    return FIRST_KERNEL / 2 + 3 * (KERNEL / 2);
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with(SKIP, lowerCase(skip));
  }

  private static String lowerCase(Skip skip) {
    return skip.name().toLowerCase(Locale.ROOT);
  }

  /** Makes ESPCN by name. */
  public static final class EspcnProvider implements SuperResolutionProvider {
    /** Makes the provider. */
    public EspcnProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "four convolutions and a pixel shuffle (Shi et al. 2016)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(
              SKIP,
              lowerCase(Skip.NONE),
              "what is added to the output: none, or the input enlarged by nearest or bicubic"));
    }

    @Override
    public SuperResolutionModel create(Spec spec) {
      String text = spec.text(SKIP);
      for (Skip skip : Skip.values()) {
        if (lowerCase(skip).equals(text)) {
          return new Espcn(skip);
        }
      }
      throw new IllegalArgumentException(
          "the skip of espcn is none, nearest or bicubic, got \"" + text + "\"");
    }
  }
}

package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.BatchNorm2d;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.ConvTranspose2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.LeakyRelu;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * DCGAN (Radford, Metz and Chintala 2016) of square images whose size is 4, 5, 6 or 7 times a power
 * of two, from 8 to 256: among them 28, 32 and 64. Kernels are 4×4 with stride 2 and a padding of
 * 1, so that every layer exactly doubles or halves the size, and no output pixel of a transposed
 * convolution meets more taps than its neighbours.
 *
 * <p>The discriminator halves the size to 4–7 pixels, with w, 2w, 4w, … channels, and has a dense
 * layer of the logits. The generator is its mirror image: a dense layer to the smallest size (which
 * is a transposed convolution of the latent vector as an image of one pixel), transposed
 * convolutions with …, 2w, w channels, the last with those of the image, and tanh. w is 64 from
 * 64×64 pixels on, as published, and 32 for smaller images.
 *
 * <p>Batch normalisation (with no biases before it, which it would take away) follows every layer
 * of the generator but the last. In the discriminator it is off unless asked for, other than as
 * published (where it is after every convolution but the first), so that the deterministic and the
 * Bayesian discriminator are twins: under it the logits of an image depend on the other images of
 * its batch, so that a likelihood does not factorise over examples as a posterior supposes; it
 * undoes the scale of weights, which leaves the prior nothing to say; and it divides the noise of a
 * draw by its own variance over the batch. A Bayesian generator keeps it: images of one pass are
 * normalised by their common statistics in training, and in prediction by recorded moments, which
 * are averages over the draws of the weights too.
 *
 * @param generatorNorm what follows the generator's layers
 * @param discriminatorNorm what follows the discriminator's convolutions, from the second on
 */
public record Dcgan(Norm generatorNorm, Norm discriminatorNorm) implements GanModel {
  static final String NAME = "dcgan";
  static final String GENERATOR_NORM = "generator-norm";
  static final String DISCRIMINATOR_NORM = "discriminator-norm";

  private static final int KERNEL = 4;
  private static final ConvGeometry GEOMETRY =
      ConvGeometry.DEFAULT.withStride(2).withPadding(Padding.all(1));
  private static final int PUBLISHED_SIZE = 64;
  private static final int PUBLISHED_WIDTH = 64;
  private static final int LARGEST_START = 7;
  private static final int SMALLEST_START = 4;
  private static final int LARGEST_SIZE = 256;

  /** How the outputs of a layer are normalised. */
  public enum Norm {
    /** Not at all. */
    NONE,
    /** By batch normalisation. */
    BATCH;

    private List<Layer> after(String name, int channels) {
      return switch (this) {
        case NONE -> List.of();
        case BATCH -> List.of(BatchNorm2d.create(name + "/norm", channels));
      };
    }
  }

  /** Checks that nothing is null. */
  public Dcgan {
    Objects.requireNonNull(generatorNorm, "generatorNorm");
    Objects.requireNonNull(discriminatorNorm, "discriminatorNorm");
  }

  /**
   * The sizes that images pass through.
   *
   * @param smallest the size on which the generator starts and the discriminator ends
   * @param doublings how often it is doubled to make the size of an image
   * @param width w, the channels of the layer next to the images
   */
  private record Pyramid(int smallest, int doublings, int width) {
    static Pyramid of(int size) {
      int smallest = size;
      int doublings = 0;
      while (smallest > LARGEST_START && smallest % 2 == 0) {
        smallest /= 2;
        doublings++;
      }
      if (doublings == 0
          || smallest < SMALLEST_START
          || smallest > LARGEST_START
          || size > LARGEST_SIZE) {
        throw new IllegalArgumentException(
            String.format(
                "%s takes square images of 4, 5, 6 or 7 times a power of two pixels, from 8 to %d,"
                    + " such as 28, 32 or 64; got %dx%d",
                NAME, LARGEST_SIZE, size, size));
      }
      int width = size >= PUBLISHED_SIZE ? PUBLISHED_WIDTH : PUBLISHED_WIDTH / 2;
      return new Pyramid(smallest, doublings, width);
    }

    /** Returns the published channels after so many halvings, at least one. */
    int channels(int halvings) {
      return width << (halvings - 1);
    }
  }

  @Override
  public Layer generator(GeneratorDescription description, ParameterFactory weights) {
    Pyramid pyramid = Pyramid.of(description.size());
    boolean bias = generatorNorm == Norm.NONE;
    int start = pyramid.smallest();
    int channels = description.scaled(pyramid.channels(pyramid.doublings()));
    String name = Generator.PREFIX + "project";
    int units = channels * start * start;
    int first = channels;
    List<Layer> layers = new ArrayList<>();
    layers.add(Dense.create(name, description.latent(), units, bias, weights));
    layers.add(Layer.of(List.of(), (x, pass) -> image(x, first, start)));
    layers.addAll(generatorNorm.after(name, channels));
    layers.add(description.activation());
    for (int left = pyramid.doublings() - 1; left > 0; left--) {
      name = Generator.PREFIX + "deconv" + (pyramid.doublings() - left);
      int out = description.scaled(pyramid.channels(left));
      layers.add(deconvolution(name, channels, out, bias, weights));
      layers.addAll(generatorNorm.after(name, out));
      layers.add(description.activation());
      channels = out;
    }
    name = Generator.PREFIX + "deconv" + pyramid.doublings();
    layers.add(deconvolution(name, channels, description.channels(), true, weights));
    layers.add(Activation.TANH);
    return new Sequential(layers);
  }

  private static Tensor image(Tensor x, int channels, int size) {
    return x.reshape(x.shape().dim(0), channels, size, size);
  }

  private static Layer deconvolution(
      String name, int in, int out, boolean bias, ParameterFactory weights) {
    return ConvTranspose2d.create(name, in, out, KERNEL, KERNEL, GEOMETRY, bias, weights);
  }

  @Override
  public Layer discriminator(DiscriminatorDescription description, ParameterFactory weights) {
    Pyramid pyramid = Pyramid.of(description.size());
    Layer activation =
        description.activation() == Activation.LEAKY_RELU
            ? new LeakyRelu(DiscriminatorDescription.LEAKY_SLOPE)
            : description.activation();
    int channels = description.channels();
    List<Layer> layers = new ArrayList<>();
    for (int halvings = 1; halvings <= pyramid.doublings(); halvings++) {
      Norm norm = halvings == 1 ? Norm.NONE : discriminatorNorm;
      String name = Discriminator.PREFIX + "conv" + halvings;
      int out = description.scaled(pyramid.channels(halvings));
      boolean bias = norm == Norm.NONE;
      layers.add(Conv2d.create(name, channels, out, KERNEL, KERNEL, GEOMETRY, bias, weights));
      layers.addAll(norm.after(name, out));
      layers.add(activation);
      channels = out;
    }
    int units = channels * pyramid.smallest() * pyramid.smallest();
    layers.add(new Flatten());
    layers.add(
        Dense.create(Discriminator.PREFIX + "logits", units, description.outputs(), true, weights));
    return new Sequential(layers);
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME)
        .with(GENERATOR_NORM, lowerCase(generatorNorm))
        .with(DISCRIMINATOR_NORM, lowerCase(discriminatorNorm));
  }

  private static String lowerCase(Norm norm) {
    return norm.name().toLowerCase(Locale.ROOT);
  }

  /** Makes DCGAN by name. */
  public static final class DcganProvider implements GanProvider {
    /** Makes the provider. */
    public DcganProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "strided and transposed convolutions (Radford et al. 2016)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(
              GENERATOR_NORM,
              lowerCase(Norm.BATCH),
              "what normalises the generator's layers: batch, none"),
          new Setting(
              DISCRIMINATOR_NORM,
              lowerCase(Norm.NONE),
              "what normalises the discriminator's layers: batch (as published), none"));
    }

    @Override
    public GanModel create(Spec spec) {
      return new Dcgan(norm(spec, GENERATOR_NORM), norm(spec, DISCRIMINATOR_NORM));
    }

    private static Norm norm(Spec spec, String key) {
      String text = spec.text(key);
      for (Norm norm : Norm.values()) {
        if (lowerCase(norm).equals(text)) {
          return norm;
        }
      }
      throw new IllegalArgumentException(
          "the " + key + " of dcgan is batch or none, got \"" + text + "\"");
    }
  }
}

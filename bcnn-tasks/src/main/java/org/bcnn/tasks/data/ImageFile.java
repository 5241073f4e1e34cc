package org.bcnn.tasks.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads pictures in the formats of {@link ImageIO}, PNG and JPEG among them, as planes of one size.
 * What is transparent lies on white. Stateless.
 */
final class ImageFile {

  private static final int WHITE = 255;

  private ImageFile() {}

  /**
   * Tells from its header whether a picture is stored in shades of grey.
   *
   * @throws DataException if it cannot be read
   */
  static boolean isGrey(Path file) {
    try (ImageInputStream in = open(file)) {
      ImageReader reader = reader(file, in);
      try {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        return types.hasNext() && isGrey(types.next().getColorModel());
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads a picture.
   *
   * @param file the file
   * @param channels 1 for a picture stored in shades of grey, 3 for red, green and blue
   * @param size its height and width are brought to this
   * @return [channels, size, size]
   * @throws DataException if it cannot be read
   */
  static byte[] read(Path file, int channels, int size) {
    BufferedImage picture = decode(file);
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] pixels = new byte[channels * size * size];
    for (int channel = 0; channel < channels; channel++) {
      double[] plane =
          isGrey(picture.getColorModel()) ? shades(picture) : colour(picture, 16 - 8 * channel);
      double[] resized = ImageResize.apply(plane, height, width, size);
      for (int i = 0; i < resized.length; i++) {
        pixels[channel * resized.length + i] = (byte) Math.round(resized[i]);
      }
    }
    return pixels;
  }

  private static BufferedImage decode(Path file) {
    try (ImageInputStream in = open(file)) {
      ImageReader reader = reader(file, in);
      try {
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Readers of damaged files throw exceptions of many kinds.
      throw unreadable(file, e);
    }
  }

  private static ImageInputStream open(Path file) throws IOException {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new IOException(file.getFileName() + " is in no known format");
    }
    ImageReader reader = readers.next();
    reader.setInput(in, true, true);
    return reader;
  }

  private static boolean isGrey(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** A plane of a picture in colours, or in a palette; {@code shift} is that of the RGB value. */
  private static double[] colour(BufferedImage picture, int shift) {
    int[] argb =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    double[] plane = new double[argb.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = onWhite(argb[i] >> shift & WHITE, (argb[i] >>> 24) / (double) WHITE);
    }
    return plane;
  }

  /** Shades as they are stored: {@code getRGB} would take them for linear light. */
  private static double[] shades(BufferedImage picture) {
    if (picture.getColorModel() instanceof IndexColorModel) {
      return colour(picture, 0);
    }
    Raster raster = picture.getRaster();
    int area = picture.getWidth() * picture.getHeight();
    double[] plane = samples(raster, 0, area);
    double[] alpha = picture.getColorModel().hasAlpha() ? samples(raster, 1, area) : null;
    for (int i = 0; i < area; i++) {
      plane[i] = onWhite(WHITE * plane[i], alpha == null ? 1 : alpha[i]);
    }
    return plane;
  }

  /** A band, scaled from its own depth to [0, 1]. */
  private static double[] samples(Raster raster, int band, int area) {
    double[] samples =
        raster.getSamples(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            band,
            new double[area]);
    double most = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    for (int i = 0; i < area; i++) {
      samples[i] /= most;
    }
    return samples;
  }

  private static double onWhite(double level, double alpha) {
    return alpha * level + (1 - alpha) * WHITE;
  }

  private static DataException unreadable(Path file, Exception e) {
    return new DataException(
        String.format(
            "cannot read the picture %s: %s; is it whole, a PNG or JPEG file (JPEG in grey or RGB), "
                + "and may it be read? Else take it out of the folder",
            file, e.getMessage() == null ? e : e.getMessage()),
        e);
  }
}

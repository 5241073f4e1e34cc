package org.bcnn.tasks.image;

import java.awt.Dimension;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads pictures in the formats of {@link ImageIO}, PNG, JPEG and BMP among them. What is
 * transparent lies on white. Stateless.
 */
public final class PictureFile {
  private static final int WHITE = Picture.WHITE;
  private static final Pattern TRUNCATED = Pattern.compile("(?i)truncated file|premature end");

  private PictureFile() {}

  /**
   * Tells from its header whether a picture is stored in shades of grey.
   *
   * @param file the file
   * @return true if it has no colours
   * @throws PictureException if it cannot be read
   */
  public static boolean isGrey(Path file) {
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
   * Tells from its header how large a picture is, without reading the rest.
   *
   * @param file the file
   * @return its width and height in pixels
   * @throws PictureException if there is no such file, it cannot be read or is no picture
   */
  public static Dimension size(Path file) {
    requireFile(file);
    try (ImageInputStream in = open(file)) {
      ImageReader reader = reader(file, in);
      try {
        return new Dimension(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new PictureException("there is no file " + file);
    }
  }

  /**
   * Reads a picture. A camera's note of its orientation is not heeded.
   *
   * @param file the file
   * @return grey if it is stored in shades of grey, else in colour
   * @throws PictureException if there is no such file, it cannot be read, is no picture or not
   *     whole
   */
  public static Picture read(Path file) {
    requireFile(file);
    return of(decode(file));
  }

  /**
   * Takes a picture.
   *
   * @param picture the picture
   * @return as {@link #read}
   */
  public static Picture of(BufferedImage picture) {
    if (isGrey(picture.getColorModel())) {
      return new Picture(List.of(plane(picture, shades(picture))));
    }
    return new Picture(
        IntStream.of(16, 8, 0).mapToObj(shift -> plane(picture, colour(picture, shift))).toList());
  }

  private static Plane plane(BufferedImage picture, double[] levels) {
    return new Plane(picture.getHeight(), picture.getWidth(), levels);
  }

  private static BufferedImage decode(Path file) {
    try (ImageInputStream in = open(file)) {
      ImageReader reader = reader(file, in);
      try {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage picture = reader.read(0);
        // The reader of JPEG files makes the rest of a picture up, and only warns of it.
        for (String warning : warnings) {
          if (TRUNCATED.matcher(warning).find()) {
            throw new IOException(warning);
          }
        }
        return picture;
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

  private static PictureException unreadable(Path file, Exception e) {
    return new PictureException(
        String.format(
            "cannot read the picture %s: %s; is it whole, a PNG, JPEG or BMP file "
                + "(JPEG in grey or RGB), "
                + "and may it be read? Else leave it out",
            file, e.getMessage() == null ? e : e.getMessage()),
        e);
  }
}

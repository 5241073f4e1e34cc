package org.bcnn.tasks.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as PNG files, which are there whole or not at all. {@link PictureFile} reads
 * them. Stateless.
 */
public final class PngFile {
  /** White in 16 bits. */
  private static final int WHITE_16 = 0xFFFF;

  private PngFile() {}

  /**
   * Writes a picture in 8 bits.
   *
   * @param file the file, which is replaced if it exists; its folders are made if need be
   * @param picture the picture, grey or in colour; levels are rounded, those below 0 are 0 and
   *     those above 255 are 255
   * @throws PictureException if it cannot be written; an earlier file is then untouched
   */
  public static void write(Path file, Picture picture) {
    PictureOutput.write(file, bytes(picture));
  }

  /**
   * Writes a plane in 16 bits of grey, for maps of numbers that 8 bits would make steps of.
   *
   * @param file the file, which is replaced if it exists; its folders are made if need be
   * @param plane the plane; what is less than {@code black} is black, what is more than {@code
   *     white} is white
   * @param black the level that is stored as 0
   * @param white the level that is stored as 65535, more than {@code black}
   * @throws IllegalArgumentException if {@code white} is not more than {@code black}, one is not
   *     finite, or a level is not a number
   * @throws PictureException if it cannot be written; an earlier file is then untouched
   */
  public static void write16(Path file, Plane plane, double black, double white) {
    PictureOutput.write(file, bytes16(plane, black, white));
  }

  /**
   * Encodes a picture in 8 bits.
   *
   * @param picture the picture
   * @return what {@link #write} puts into a file
   */
  public static byte[] bytes(Picture picture) {
    boolean grey = picture.channels() == 1;
    BufferedImage image =
        new BufferedImage(
            picture.width(),
            picture.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    byte[] levels = picture.bytes();
    int area = picture.height() * picture.width();
    int[] samples = new int[area];
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int i = 0; i < area; i++) {
        samples[i] = levels[channel * area + i] & 0xFF;
      }
      set(image.getRaster(), channel, samples);
    }
    return encode(image);
  }

  private static byte[] bytes16(Plane plane, double black, double white) {
    // NaN and infinities fail, too.
    if (!(white - black > 0) || !Double.isFinite(white - black)) {
      throw new IllegalArgumentException(
          String.format("white must be more than black but they are %s and %s", white, black));
    }
    int[] samples = new int[plane.levels().length];
    for (int i = 0; i < samples.length; i++) {
      double level = (plane.levels()[i] - black) / (white - black);
      if (Double.isNaN(level)) {
        throw new IllegalArgumentException("the level of pixel " + i + " is not a number");
      }
      samples[i] = (int) Math.rint(WHITE_16 * Math.max(0, Math.min(1, level)));
    }
    BufferedImage image =
        new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_USHORT_GRAY);
    set(image.getRaster(), 0, samples);
    return encode(image);
  }

  /** Not {@code setRGB}, which would take grey for linear light. */
  private static void set(WritableRaster raster, int band, int[] samples) {
    raster.setSamples(0, 0, raster.getWidth(), raster.getHeight(), band, samples);
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java cannot write PNG files");
      }
    } catch (IOException impossible) {
      throw new AssertionError("memory can always be written to", impossible);
    }
    return bytes.toByteArray();
  }
}

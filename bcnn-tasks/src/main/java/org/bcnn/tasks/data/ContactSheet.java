package org.bcnn.tasks.data;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Many images side by side in one picture, to look at. Immutable and safe for use by any number of
 * threads.
 *
 * @param columns how many images there are in a row, at least 1
 * @param zoom how many pixels of the sheet a pixel of an image has along each axis, at least 1
 */
public record ContactSheet(int columns, int zoom) {

  /** The distance between images, in pixels of the sheet before it is zoomed. */
  private static final int GAP = 1;

  /**
   * Creates a kind of sheet.
   *
   * @param columns how many images there are in a row, at least 1
   * @param zoom how many pixels of the sheet a pixel of an image has along each axis, at least 1
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public ContactSheet {
    if (columns < 1 || zoom < 1) {
      throw new IllegalArgumentException(
          "columns and zoom must be at least 1 but are " + columns + " and " + zoom);
    }
  }

  /**
   * Lays images out in rows, from the left to the right and from the top to the bottom, on black.
   *
   * @param images grey images (one channel) or coloured ones (three: red, green, blue)
   * @param indices which of them, at least one
   * @return the sheet
   * @throws IllegalArgumentException if there is no index, or the images have another number of
   *     channels
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public BufferedImage render(LabelledImages images, int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("a contact sheet needs at least one image");
    }
    int rows = (indices.length + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            zoom * (columns * (images.width() + GAP) - GAP),
            zoom * (rows * (images.height() + GAP) - GAP),
            type(images.channels()));
    for (int i = 0; i < indices.length; i++) {
      int left = i % columns * (images.width() + GAP);
      int top = i / columns * (images.height() + GAP);
      paste(images, indices[i], sheet.getRaster(), left, top);
    }
    return sheet;
  }

  /**
   * Writes a sheet as a PNG file.
   *
   * @param images grey images (one channel) or coloured ones (three: red, green, blue)
   * @param file the file, which is replaced if it exists
   * @param indices which of them, at least one
   * @throws DataException if the file cannot be written
   */
  public void write(LabelledImages images, Path file, int... indices) {
    BufferedImage sheet = render(images, indices);
    try (OutputStream out = Files.newOutputStream(file);
        ImageOutputStream encoded = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(sheet, "png", encoded);
    } catch (IOException e) {
      throw new DataException(
          "cannot write " + file + ": is its folder there, and may it be written to?", e);
    }
  }

  private void paste(LabelledImages images, int image, WritableRaster sheet, int left, int top) {
    int[] block = new int[zoom * zoom];
    for (int channel = 0; channel < images.channels(); channel++) {
      for (int row = 0; row < images.height(); row++) {
        for (int column = 0; column < images.width(); column++) {
          Arrays.fill(block, images.pixel(image, channel, row, column));
          int x = zoom * (left + column);
          int y = zoom * (top + row);
          sheet.setSamples(x, y, zoom, zoom, channel, block);
        }
      }
    }
  }

  private static int type(int channels) {
    return switch (channels) {
      case 1 -> BufferedImage.TYPE_BYTE_GRAY;
      case 3 -> BufferedImage.TYPE_INT_RGB;
      default ->
          throw new IllegalArgumentException(
              "a contact sheet shows images of 1 or 3 channels but these have " + channels);
    };
  }
}

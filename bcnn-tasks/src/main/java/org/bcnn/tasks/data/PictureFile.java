package org.bcnn.tasks.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Reads pictures from files of the formats that the JDK knows, such as PNG and JPEG. Stateless. */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Reads a picture.
   *
   * @param file the file
   * @return one image of 1 channel if it is grey and of 3 if it is in colour, of label 0 in a class
   *     without a name of its own; what is transparent is laid on black
   * @throws DataException if there is no such file, it cannot be read, or it is no picture
   */
  public static LabelledImages read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    BufferedImage picture;
    try {
      picture = ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new DataException(file + " cannot be read as a picture: " + e.getMessage(), e);
    }
    if (picture == null) {
      throw new DataException(file + " is not a picture that can be read; PNG and JPEG can");
    }
    return of(picture);
  }

  /**
   * Takes a picture.
   *
   * @param picture the picture
   * @return as {@link #read}
   */
  public static LabelledImages of(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    int channels = isGrey(picture) ? 1 : 3;
    byte[] pixels = new byte[channels * height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        if (channels == 1) {
          pixels[at] = (byte) greyLevel(picture.getRaster(), column, row);
        } else {
          int argb = picture.getRGB(column, row);
          int alpha = argb >>> 24;
          for (int c = 0; c < channels; c++) {
            int level = argb >> (16 - 8 * c) & 255;
            pixels[c * height * width + at] = (byte) Math.round(level * alpha / 255f);
          }
        }
      }
    }
    return LabelledImages.owning(channels, height, width, List.of("?"), pixels, new int[1]);
  }

  private static boolean isGrey(BufferedImage picture) {
    int type = picture.getRaster().getDataBuffer().getDataType();
    return picture.getRaster().getNumBands() == 1
        && !(picture.getColorModel() instanceof IndexColorModel)
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
  }

  /** Not by getRGB, which takes grey levels for linear and so would brighten them. */
  private static int greyLevel(Raster raster, int column, int row) {
    int sample = raster.getSample(column, row, 0);
    return raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? sample >> 8 : sample;
  }
}

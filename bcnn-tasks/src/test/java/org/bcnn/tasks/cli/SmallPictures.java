package org.bcnn.tasks.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Folders of small pictures, so that commands have little to do. */
final class SmallPictures {
  private SmallPictures() {}

  /** Makes a folder with five pictures to train on and three to test. */
  static Path make(Path folder) throws IOException {
    write(folder.resolve("train"), 5, 36, 40);
    write(folder.resolve("test"), 3, 32, 44);
    return folder;
  }

  /** Makes pictures of gratings, each of another direction and width. */
  static Path write(Path folder, int count, int height, int width) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double wave = Math.sin((x * Math.cos(i) + y * Math.sin(i)) * (0.3 + 0.1 * i));
          int level = (int) (128 + 100 * wave);
          image.setRGB(x, y, level << 16 | level << 8 | level);
        }
      }
      ImageIO.write(image, "png", folder.resolve("grating-" + i + ".png").toFile());
    }
    return folder;
  }
}

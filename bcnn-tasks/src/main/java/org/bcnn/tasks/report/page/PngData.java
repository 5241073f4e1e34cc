package org.bcnn.tasks.report.page;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bcnn.tasks.data.ContactSheet;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.PngFile;

/** Images as texts that a page can hold. Stateless. */
final class PngData {
  /** About how large images are shown, in pixels. */
  private static final int SIZE = 112;

  private PngData() {}

  /** Returns whether such images can be shown: grey ones, or red, green and blue. */
  static boolean shows(LabelledImages images) {
    return images.channels() == 1 || images.channels() == 3;
  }

  /** Enlarges an image by a whole factor and returns it as a URI of its own content. */
  static String uri(LabelledImages images, int image) {
    int zoom = Math.max(1, SIZE / Math.max(images.width(), images.height()));
    return uri(new ContactSheet(1, zoom).render(images, image));
  }

  /** Returns what was drawn as a URI of its own content. */
  static String uri(RenderedImage drawn) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(drawn, "png", out);
    } catch (IOException impossible) {
      throw new AssertionError("memory can always be written to", impossible);
    }
    return uri(bytes.toByteArray());
  }

  /** Returns a picture, pixel by pixel, as a URI of its own content. */
  static String uri(Picture picture) {
    return uri(PngFile.bytes(picture));
  }

  private static String uri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}

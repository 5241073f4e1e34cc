package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bcnn.layer.Activation;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.cli.Bcnn;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One checkpoint enlarges a picture alike on both backends, under the same noise. */
class UpscaleOnBothBackendsTest {
  private static final int HEIGHT = 29;
  private static final int WIDTH = 41;

  /** Of a level from 0 to 1: engines sum in different orders. */
  private static final double DEVIATION = 1e-4;

  /** Pixels whose mean is so near to a half that engines round it to different levels. */
  private static final double SHARE = 0.01;

  @TempDir private Path temporary;

  private Path checkpoint() {
    WeightsDescription weights =
        WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(
                "espcn:skip=nearest", 2, 1, Activation.RELU, 0.25, NoiseModel.PREDICTED),
            weights);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    resolver
        .variables()
        .initialValues(1)
        .forEach((variable, value) -> values.put(variable.name(), value));
    Path file = temporary.resolve("checkpoint.safetensors");
    Checkpoints.write(
        file, new Checkpoint(resolver.description(), weights, Map.of(), 5, Map.of(), values));
    return file;
  }

  private Path picture() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < HEIGHT * WIDTH; i++) {
      picture.setRGB(i % WIDTH, i / WIDTH, i * 7919 * 31);
    }
    Path file = temporary.resolve("picture.png");
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
    return file;
  }

  private Path upscale(String backend, Path checkpoint, Path picture) {
    Path out = temporary.resolve(backend);
    StringWriter err = new StringWriter();
    int status =
        Bcnn.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "superres",
            "upscale",
            "--checkpoint=" + checkpoint,
            "--backend=" + backend,
            "--threads=1",
            "--draws=5",
            "--tile=19",
            "--out=" + out,
            picture.toString());
    assertEquals(0, status, err.toString());
    return out;
  }

  private static float[] numbers(Path npy) throws IOException {
    byte[] bytes = Files.readAllBytes(npy);
    float[] numbers = new float[4 * HEIGHT * WIDTH];
    int header = bytes.length - Float.BYTES * numbers.length;
    ByteBuffer.wrap(bytes, header, bytes.length - header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    return numbers;
  }

  @Test
  void bothGiveTheSamePictureAndDeviation() throws IOException {
    Path checkpoint = checkpoint();
    Path picture = picture();
    Path tf = upscale("tf", checkpoint, picture);
    Path djl = upscale("djl", checkpoint, picture);
    for (String what : new String[] {"deviation", "epistemic"}) {
      float[] one = numbers(tf.resolve("picture-x2-" + what + ".npy"));
      float[] other = numbers(djl.resolve("picture-x2-" + what + ".npy"));
      for (int i = 0; i < one.length; i++) {
        assertTrue(one[i] > 1e-3, what + " of pixel " + i + ": " + one[i]);
        assertEquals(one[i], other[i], DEVIATION, what + " of pixel " + i);
      }
    }
    Raster one = ImageIO.read(tf.resolve("picture-x2.png").toFile()).getRaster();
    Raster other = ImageIO.read(djl.resolve("picture-x2.png").toFile()).getRaster();
    int different = 0;
    for (int i = 0; i < 3 * 4 * HEIGHT * WIDTH; i++) {
      int pixel = i / 3;
      int a = one.getSample(pixel % (2 * WIDTH), pixel / (2 * WIDTH), i % 3);
      int b = other.getSample(pixel % (2 * WIDTH), pixel / (2 * WIDTH), i % 3);
      assertEquals(a, b, 1, "pixel " + pixel);
      different += a == b ? 0 : 1;
    }
    assertTrue(different <= SHARE * 12 * HEIGHT * WIDTH, different + " levels differ");
  }
}

package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bcnn.backend.Backends;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.image.ColourMap;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enlarging as a user does it, by a small network that has learned nothing. */
class SuperresUpscaleCommandTest {
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
  private static final WeightsDescription PLAIN = WeightsDescription.deterministic(1);

  @TempDir private static Path temporary;
  private static Path bayesian;
  private static Path plain;
  private static Path colour;

  @BeforeAll
  static void prepare() throws IOException {
    bayesian = checkpoint("bayesian", resolver(1, BAYESIAN), BAYESIAN);
    plain = checkpoint("plain", resolver(1, PLAIN), PLAIN);
    colour = picture("colour.png", 33, 27, BufferedImage.TYPE_INT_ARGB);
  }

  private static DescribedNetwork resolver(int channels, WeightsDescription weights) {
    return SuperResolutionModels.build(
        new SuperResolutionDescription(
            "espcn:skip=nearest", 2, channels, Activation.RELU, 0.1, NoiseModel.PREDICTED),
        weights);
  }

  private static Path checkpoint(
      String name, DescribedNetwork network, WeightsDescription weights) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    network
        .variables()
        .initialValues(1)
        .forEach((variable, value) -> values.put(variable.name(), value));
    Path file = temporary.resolve(name + ".safetensors");
    Checkpoints.write(
        file, new Checkpoint(network.description(), weights, Map.of(), 7, Map.of(), values));
    return file;
  }

  private static Path picture(String name, int width, int height, int type) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, 0xFF000000 | i * 7919 * 31);
    }
    Path file = temporary.resolve(name);
    assertTrue(ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile()));
    return file;
  }

  private static CommandRun upscale(Path checkpoint, Path out, Object... more) {
    List<String> args =
        new ArrayList<>(List.of("superres", "upscale", "--backend=tf", "--threads=1"));
    args.addAll(List.of("--checkpoint=" + checkpoint, "--out=" + out));
    Stream.of(more).map(String::valueOf).forEach(args::add);
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static float[] numbers(Path npy, int height, int width) throws IOException {
    byte[] bytes = Files.readAllBytes(npy);
    int header = 10 + (bytes[8] & 0xFF) + 256 * (bytes[9] & 0xFF);
    String text = new String(bytes, 0, header, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(String.format("'shape': (%d, %d)", height, width)), text);
    float[] numbers = new float[height * width];
    ByteBuffer.wrap(bytes, header, bytes.length - header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    return numbers;
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  @Test
  void leavesPictureDeviationAndPage() throws IOException {
    Path out = temporary.resolve("all");
    Path grey = picture("grey.bmp", 20, 31, BufferedImage.TYPE_BYTE_GRAY);
    CommandRun run = upscale(bayesian, out, "--tile=16", "--draws=5", colour, grey);
    run.succeeded();
    assertTrue(run.out().contains("33×27 to 66×54 pixels"), run.out());
    BufferedImage high = ImageIO.read(out.resolve("colour-x2.png").toFile());
    assertEquals(66, high.getWidth());
    assertEquals(54, high.getHeight());
    assertEquals(3, high.getRaster().getNumBands());
    assertEquals(8, high.getSampleModel().getSampleSize(0));
    assertEquals(
        1, ImageIO.read(out.resolve("grey-x2.png").toFile()).getRaster().getNumBands(), "grey");
    float[] deviation = numbers(out.resolve("colour-x2-deviation.npy"), 54, 66);
    float[] epistemic = numbers(out.resolve("colour-x2-epistemic.npy"), 54, 66);
    Raster fine = ImageIO.read(out.resolve("colour-x2-deviation-16bit.png").toFile()).getRaster();
    JsonNode picture = metrics(out).get("pictures").get(0);
    double lightest = picture.get("deviationColours").get("lightest").doubleValue();
    BufferedImage map = ImageIO.read(out.resolve("colour-x2-deviation.png").toFile());
    double sum = 0;
    for (int i = 0; i < deviation.length; i++) {
      assertTrue(epistemic[i] > 0 && epistemic[i] < deviation[i], "pixel " + i);
      assertEquals(
          Math.min(1, deviation[i]), fine.getSample(i % 66, i / 66, 0) / 65535.0, 1.0 / 65535);
      int lower = ColourMap.at(deviation[i] / lightest - 1e-6);
      int upper = ColourMap.at(deviation[i] / lightest + 1e-6);
      int rgb = map.getRGB(i % 66, i / 66) & 0xFFFFFF;
      assertTrue(rgb == lower || rgb == upper, "pixel " + i);
      sum += deviation[i];
    }
    assertEquals(sum / deviation.length, picture.get("deviation").doubleValue(), 1e-6);
    assertEquals(3 * 4, picture.get("tiles").intValue());
    assertEquals(5, metrics(out).get("evalDraws").intValue());
    assertEquals(7, metrics(out).get("seed").intValue());
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("colour.png") && page.contains("grey.bmp"));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(2 * 5 + 2, files.count(), "nothing half-written is left");
    }
  }

  /** To rounding, which may bring a level of 8 bits to the next. */
  @Test
  void tilesDoNotChangeTheResultAndTheSeedDoes() throws IOException {
    Path tiled = temporary.resolve("tiled");
    Path whole = temporary.resolve("whole");
    Path other = temporary.resolve("other");
    upscale(bayesian, tiled, "--tile=12", "--seed=3", colour).succeeded();
    upscale(bayesian, whole, "--seed=3", colour).succeeded();
    upscale(bayesian, other, "--seed=4", colour).succeeded();
    float[] expected = numbers(whole.resolve("colour-x2-deviation.npy"), 54, 66);
    assertArrayEquals(expected, numbers(tiled.resolve("colour-x2-deviation.npy"), 54, 66), 1e-5f);
    assertFalse(Arrays.equals(expected, numbers(other.resolve("colour-x2-deviation.npy"), 54, 66)));
    BufferedImage one = ImageIO.read(whole.resolve("colour-x2.png").toFile());
    BufferedImage two = ImageIO.read(tiled.resolve("colour-x2.png").toFile());
    for (int i = 0; i < 66 * 54; i++) {
      for (int band = 0; band < 3; band++) {
        assertEquals(
            one.getRaster().getSample(i % 66, i / 66, band),
            two.getRaster().getSample(i % 66, i / 66, band),
            1);
      }
    }
  }

  @Test
  void aDeterministicNetworkTakesOneDraw() throws IOException {
    Path out = temporary.resolve("deterministic");
    upscale(plain, out, colour).succeeded();
    assertEquals(1, metrics(out).get("evalDraws").intValue());
    assertArrayEquals(new float[54 * 66], numbers(out.resolve("colour-x2-epistemic.npy"), 54, 66));
  }

  @Test
  void badInputGivesOneMessage() throws IOException {
    Path unused = temporary.resolve("unused");
    upscale(bayesian, unused, temporary.resolve("none.png")).failedWith(1, "there is no file");
    Path half = temporary.resolve("half.png");
    byte[] bytes = Files.readAllBytes(colour);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    upscale(bayesian, unused, colour, half).failedWith(1, "half.png", "is it whole");
    Path again = Files.copy(colour, temporary.resolve("colour.jpg"));
    upscale(bayesian, unused, colour, again).failedWith(1, "would both be written as colour-x2");
    upscale(bayesian, unused, "--tile=10", colour).failedWith(1, "--tile: a tile must have more");
    upscale(bayesian, unused, "--draws=0", colour).failedWith(1, "--draws must be at least 1");
    upscale(bayesian, unused).failedWith(2, "PICTURE");
    upscale(bayesian, colour, colour).failedWith(1, "cannot write", "colour.png");
    assertFalse(Files.exists(unused), "nothing is made before all is known to be well");
  }

  @Test
  void otherNetworksAreRefused() throws IOException {
    Path unused = temporary.resolve("unused");
    WeightsDescription weights = PLAIN;
    Path classifier =
        checkpoint(
            "classifier",
            Classifiers.build(
                new ClassifierDescription("lenet5", 1, 28, 28, 10, Activation.SOFTPLUS), weights),
            weights);
    upscale(classifier, unused, colour).failedWith(1, "classif");
    Path channels = checkpoint("channels", resolver(3, PLAIN), PLAIN);
    upscale(channels, unused, colour).failedWith(1, "pictures of 3 channels");
    Path run = Files.createDirectories(temporary.resolve("run"));
    Files.copy(bayesian, run.resolve("checkpoint.safetensors"));
    upscale(bayesian, run, colour).failedWith(1, "folder of a training run");
  }

  @Test
  void stopsBetweenTilesWhenAsked() throws IOException {
    Path out = temporary.resolve("stopped");
    Interruption asked =
        new Interruption() {
          @Override
          boolean requested() {
            return true;
          }
        };
    CommandRun run =
        CommandRun.with(
            Backends.find(),
            asked,
            "superres",
            "upscale",
            "--backend=tf",
            "--checkpoint=" + bayesian,
            "--out=" + out,
            colour.toString());
    run.failedWith(Failures.INTERRUPTED, "stopped; 0 of 1 pictures are complete in");
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(0, files.count());
    }
  }
}

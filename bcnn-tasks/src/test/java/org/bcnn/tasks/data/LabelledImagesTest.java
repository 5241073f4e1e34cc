package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Three images of 2 channels, 2 rows and 3 columns, whose bytes are 0, 1, 2, … */
  private static LabelledImages three() {
    return three(CLASSES, 2, 2, 3, 0, 2, 1);
  }

  private static LabelledImages three(
      List<String> classes, int channels, int height, int width, int... labels) {
    byte[] pixels = new byte[labels.length * channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return LabelledImages.of(channels, height, width, classes, pixels, labels);
  }

  @Test
  void pixelsAreInTheOrderOfImageChannelRowColumn() {
    LabelledImages images = three();
    int value = 0;
    for (int image = 0; image < 3; image++) {
      for (int channel = 0; channel < 2; channel++) {
        for (int row = 0; row < 2; row++) {
          for (int column = 0; column < 3; column++) {
            assertEquals(value++, images.pixel(image, channel, row, column));
          }
        }
      }
    }
    assertEquals("3 images of 2x2x3 in 3 classes", images.toString());
    assertEquals(3, images.classes());
  }

  @Test
  void batchesAreScaledToOne() {
    byte[] pixels = {0, 51, (byte) 255, (byte) 128};
    LabelledImages images = LabelledImages.of(1, 1, 2, CLASSES, pixels, new int[] {0, 1});
    float[] batch = new float[5];
    Arrays.fill(batch, 7);
    images.fillImages(new int[] {1, 0, 1}, 0, 2, batch);
    assertArrayEquals(new float[] {1, 128 / 255f, 0, 0.2f, 7}, batch);
  }

  @Test
  void aBatchIsARangeOfTheIndices() {
    LabelledImages images = three();
    float[] batch = new float[24];
    images.fillImages(new int[] {0, 2, 1, 0}, 1, 3, batch);
    for (int i = 0; i < 12; i++) {
      assertEquals((24 + i) / 255f, batch[i]);
      assertEquals((12 + i) / 255f, batch[12 + i]);
    }
    float[] oneHot = new float[6];
    Arrays.fill(oneHot, 7);
    images.fillOneHot(new int[] {0, 2, 1, 0}, 1, 3, oneHot);
    assertArrayEquals(new float[] {0, 1, 0, 0, 0, 1}, oneHot);
  }

  @Test
  void buffersKeepTheirPosition() {
    FloatBuffer batch = FloatBuffer.allocate(20).position(3).limit(15);
    three().fillImages(new int[] {1}, 0, 1, batch);
    three().fillOneHot(new int[] {1}, 0, 1, batch.duplicate());
    assertEquals(3, batch.position());
    assertEquals(15, batch.limit());
    assertEquals(15 / 255f, batch.get(3));
    assertEquals(1, batch.get(2), "a one at the label");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    LabelledImages images = three();
    int[] all = {0, 1, 2};
    float[] small = new float[35];
    String message =
        assertThrows(IllegalArgumentException.class, () -> images.fillImages(all, 0, 3, small))
            .getMessage();
    assertEquals("a batch of 3 images needs 36 floats but there is room for 35", message);
    float[] smaller = new float[8];
    message =
        assertThrows(IllegalArgumentException.class, () -> images.fillOneHot(all, 0, 3, smaller))
            .getMessage();
    assertEquals("a batch of 3 one-hot labels needs 9 floats but there is room for 8", message);
    assertThrows(
        IndexOutOfBoundsException.class, () -> images.fillImages(new int[] {3}, 0, 1, small));
    assertThrows(IndexOutOfBoundsException.class, () -> images.fillImages(all, 2, 4, small));
    assertThrows(IndexOutOfBoundsException.class, () -> images.label(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, 0, 2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, 0, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, 2, 0, 0));
  }

  @Test
  void imagesAreCopied() {
    byte[] pixels = {1, 2};
    int[] labels = {0, 1};
    LabelledImages images = LabelledImages.of(1, 1, 1, CLASSES, pixels, labels);
    pixels[0] = 9;
    labels[0] = 2;
    assertEquals(1, images.pixel(0, 0, 0, 0));
    assertEquals(0, images.label(0));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> three(CLASSES, 0, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> three(CLASSES, 1, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> three(CLASSES, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> three(List.of(), 1, 1, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> three(CLASSES, 1, 1, 1, 0, 3))
            .getMessage();
    assertEquals("label 3 of image 1 is not one of the 3 classes (0 to 2)", message);
    assertThrows(IllegalArgumentException.class, () -> three(CLASSES, 1, 1, 1, -1));
    byte[] five = new byte[5];
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> LabelledImages.of(1, 2, 2, CLASSES, five, new int[1]))
            .getMessage();
    assertEquals(
        "1 images of 1x2x2 (channels, height, width) have 4 pixels but there are 5", message);
  }

  @Test
  void aSubsetHasTheOrderAskedFor() {
    LabelledImages subset = three().subset(new int[] {2, 0, 2});
    assertEquals(3, subset.count());
    assertEquals(24, subset.pixel(0, 0, 0, 0));
    assertEquals(11, subset.pixel(1, 1, 1, 2));
    assertEquals(24, subset.pixel(2, 0, 0, 0));
    assertEquals(1, subset.label(0));
    assertEquals(0, subset.label(1));
    assertEquals(CLASSES, subset.classNames());
    assertThrows(IndexOutOfBoundsException.class, () -> three().subset(new int[] {3}));
  }

  @Test
  void aLimitTakesTheFirst() {
    LabelledImages images = three();
    LabelledImages two = images.limit(2);
    assertEquals(images.subset(new int[] {0, 1}).digest(), two.digest());
    assertSame(images, images.limit(3));
    assertSame(images, images.limit(4));
    assertThrows(IllegalArgumentException.class, () -> images.limit(0));
  }

  private static Set<Integer> firstPixels(LabelledImages images) {
    Set<Integer> found = new HashSet<>();
    int last = -1;
    for (int i = 0; i < images.count(); i++) {
      int pixel = images.pixel(i, 0, 0, 0);
      assertTrue(pixel > last, "samples keep the order");
      assertEquals(pixel % 3, images.label(i), "labels go with their images");
      last = pixel;
      found.add(pixel);
    }
    return found;
  }

  @Test
  void samplesAreNestedAndSeeded() {
    int[] labels = new int[200];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
    }
    LabelledImages images = three(CLASSES, 1, 1, 1, labels);
    Set<Integer> fifty = firstPixels(images.sample(50, 1));
    assertEquals(50, fifty.size());
    assertTrue(firstPixels(images.sample(51, 1)).containsAll(fifty));
    assertTrue(firstPixels(images.sample(199, 1)).containsAll(fifty));
    assertEquals(fifty, firstPixels(images.sample(50, 1)));
    assertNotEquals(fifty, firstPixels(images.sample(50, 2)));
    assertSame(images, images.sample(200, 1));
    assertThrows(IllegalArgumentException.class, () -> images.sample(0, 1));
  }

  /** A change of these makes runs of earlier versions impossible to repeat. */
  @Test
  void samplesStayTheSame() {
    LabelledImages images = three(CLASSES, 1, 1, 1, new int[100]);
    LabelledImages sample = images.sample(6, 1);
    int[] chosen = new int[6];
    for (int i = 0; i < 6; i++) {
      chosen[i] = sample.pixel(i, 0, 0, 0);
    }
    assertEquals("[17, 30, 42, 53, 56, 82]", Arrays.toString(chosen));
  }

  /**
   * With Python 3.11: {@code hashlib.sha256(struct.pack(">8i", 3, 2, 2, 3, 3, 0, 2, 1) +
   * bytes(range(36))).hexdigest()}.
   */
  @Test
  void theDigestIsThatOfSizesLabelsAndPixels() {
    assertEquals(
        "b6612ac8008bcdd8310b70ee775f84d5da4c983cb4d9cb67bdc772bf82af8e81", three().digest());
    assertNotEquals(three().digest(), three(CLASSES, 2, 3, 2, 0, 2, 1).digest());
    assertNotEquals(three().digest(), three(CLASSES, 2, 2, 3, 0, 2, 2).digest());
    assertNotEquals(
        three().digest(), three(List.of("a", "b", "c", "d"), 2, 2, 3, 0, 2, 1).digest());
    assertEquals(three().digest(), three(List.of("x", "y", "z"), 2, 2, 3, 0, 2, 1).digest());
  }
}

package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.ClassifierFunctions;
import org.bcnn.tasks.classification.ClassifierMinibatches;
import org.bcnn.tasks.classification.TinyImages;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.EpochShuffle;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.MinibatchSource.Place;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;

class MinibatchReaderTest {
  private static final LabelledImages IMAGES = TinyImages.halves(10);
  private static final Augmentation AUGMENTATION = new Augmentation(true, 2);

  private static ClassifierMinibatches source(int batch) {
    return new ClassifierMinibatches(IMAGES, AUGMENTATION, batch, 7);
  }

  private static void assertSameBits(Minibatch expected, Minibatch actual) {
    assertEquals(expected.size(), actual.size());
    assertEquals(expected.inputs(), actual.inputs());
  }

  private static HostTensor images(Minibatch minibatch) {
    return minibatch.inputs().get(ClassifierFunctions.IMAGES);
  }

  @Test
  void whatIsMadeAheadIsWhatIsMadeAtOnce() {
    try (MinibatchReader reader = new MinibatchReader(source(4))) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        for (int number = 0; number < 3; number++) {
          Minibatch taken = reader.take(epoch, number);
          assertEquals(number < 2 ? 4 : 2, taken.size());
          assertSameBits(source(4).at(new Place(epoch, number)), taken);
        }
      }
    }
  }

  /** As when a run goes on from a checkpoint. */
  @Test
  void anyMinibatchMayBeAskedFor() {
    try (MinibatchReader reader = new MinibatchReader(source(4))) {
      for (Place place : List.of(new Place(5, 1), new Place(5, 1), new Place(2, 2))) {
        assertSameBits(source(4).at(place), reader.take(place.epoch(), place.number()));
      }
    }
  }

  @Test
  void whatIsHandedOutIsNotWrittenToAgain() {
    try (MinibatchReader reader = new MinibatchReader(source(5))) {
      Minibatch first = reader.take(1, 0);
      float[] copy = images(first).data().clone();
      reader.take(1, 1);
      reader.take(2, 0);
      assertArrayEquals(copy, images(first).data());
    }
  }

  @Test
  void withoutAugmentationTheImagesComeInTheOrderOfTheEpoch() {
    ClassifierMinibatches plain = new ClassifierMinibatches(IMAGES, Augmentation.NONE, 4, 7);
    int[] order = new EpochShuffle(10, 7).order(2);
    float[] expected = new float[4 * TinyImages.SIZE * TinyImages.SIZE];
    IMAGES.fillImages(order, 4, 8, expected);
    Minibatch second = plain.at(new Place(2, 1));
    assertArrayEquals(expected, images(second).data());
    assertEquals(1, second.inputs().get(ClassifierFunctions.LABELS).data()[IMAGES.label(order[4])]);
  }

  /** The size of the minibatches changes neither the order nor what becomes of an image. */
  @Test
  void augmentationDoesNotDependOnTheMinibatch() {
    HostTensor all = images(source(10).at(new Place(3, 0)));
    Map<Integer, float[]> parts = new HashMap<>();
    for (int number = 2; number >= 0; number--) {
      parts.put(number, images(source(4).at(new Place(3, number))).data());
    }
    int at = 0;
    for (int number = 0; number < 3; number++) {
      float[] part = parts.get(number);
      assertArrayEquals(Arrays.copyOfRange(all.data(), at, at + part.length), part);
      at += part.length;
    }
    assertEquals(all.data().length, at);
  }

  @Test
  void aFailureOfTheOtherThreadArrives() {
    try (MinibatchReader reader = new MinibatchReader(source(4))) {
      IllegalArgumentException failure =
          assertThrows(IllegalArgumentException.class, () -> reader.take(1, 3));
      assertTrue(
          Arrays.stream(failure.getStackTrace())
              .anyMatch(
                  frame -> frame.getClassName().equals(ClassifierMinibatches.class.getName())));
    }
  }

  @Test
  void closingEndsTheThread() throws InterruptedException {
    MinibatchReader reader = new MinibatchReader(source(4));
    reader.take(1, 0);
    Thread worker = worker();
    assertTrue(worker.isDaemon());
    reader.close();
    worker.join();
    assertFalse(worker.isAlive());
    assertSame(Thread.State.TERMINATED, worker.getState());
  }

  private static Thread worker() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("bcnn-minibatches"))
        .findFirst()
        .orElseThrow();
  }
}

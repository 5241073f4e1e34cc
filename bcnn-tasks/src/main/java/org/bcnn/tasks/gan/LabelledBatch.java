package org.bcnn.tasks.gan;

import java.util.Arrays;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Real images with labels, for a step of a discriminator that classifies.
 *
 * @param images {@code [labelled, channels, height, width]}, pixels from −1 to 1
 * @param labels {@code [labelled, classes]}, a one at each label
 */
public record LabelledBatch(HostTensor images, HostTensor labels) {
  /** Draws images without replacement, as a function of seed and step. */
  static LabelledBatch draw(LabelledImages known, int count, long seed, long step) {
    int[] chosen =
        Arrays.copyOf(
            RandomStream.at(new NoiseAddress(seed, step, "gan/labelled", 0))
                .permutation(known.count()),
            count);
    HostTensor labels = HostTensor.zeros(Shape.of(count, known.classes()));
    known.fillOneHot(chosen, 0, count, labels.data());
    return new LabelledBatch(PixelRange.toTensor(known, chosen), labels);
  }
}

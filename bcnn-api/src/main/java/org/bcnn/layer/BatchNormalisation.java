package org.bcnn.layer;

import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** What batch normalisation of vectors and of images share. */
final class BatchNormalisation {
  private final String name;
  private final int channels;
  private final BatchNormSettings settings;
  private final ScaleAndShift scaleAndShift;
  private final Buffer mean;
  private final Buffer variance;

  BatchNormalisation(String name, int channels, BatchNormSettings settings) {
    LayerChecks.positive(name, "channels", channels);
    Shape shape = Shape.of(channels);
    this.name = name;
    this.channels = channels;
    this.settings = settings;
    this.scaleAndShift = ScaleAndShift.create(name, shape);
    this.mean = new Buffer(new Variable(name + "/running-mean", shape), HostTensor.zeros(shape));
    this.variance =
        new Buffer(new Variable(name + "/running-variance", shape), HostTensor.full(shape, 1));
  }

  List<Parameter> parameters() {
    return scaleAndShift.parameters();
  }

  List<Buffer> buffers() {
    return List.of(mean, variance);
  }

  /** Normalises over all axes but the second, which is that of the channels. */
  Tensor apply(Tensor x, ForwardPass pass, int... axes) {
    if (x.shape().rank() != axes.length + 1 || x.shape().dim(1) != channels) {
      throw new IllegalArgumentException(
          String.format(
              "%s: batch normalisation needs rank %d and %d channels, got %s",
              name, axes.length + 1, channels, x.shape()));
    }
    return pass.graph().within(name, () -> build(x, pass, axes));
  }

  private Tensor build(Tensor x, ForwardPass pass, int... axes) {
    int[] dims = new int[x.shape().rank()];
    Arrays.fill(dims, 1);
    dims[1] = channels;
    Shape spread = Shape.of(dims);
    Moments moments =
        switch (pass.statistics()) {
          case OF_BATCH -> ofBatch(x, pass, axes);
          case RECORDED ->
              new Moments(
                  pass.graph().read(mean.variable()).reshape(spread),
                  pass.graph().read(variance.variable()).reshape(spread));
        };
    return scaleAndShift.apply(moments.normalise(x, settings.epsilon()), spread);
  }

  private Moments ofBatch(Tensor x, ForwardPass pass, int... axes) {
    int count = x.shape().size() / channels;
    if (count == 1) {
      throw new IllegalArgumentException(
          name
              + ": batch normalisation of "
              + x.shape()
              + " has one value a channel, which has no variance: train on larger batches");
    }
    Moments moments = Moments.of(x, axes);
    record(pass, mean, moments.mean());
    record(pass, variance, moments.variance().multiply((double) count / (count - 1)));
    return moments;
  }

  private void record(ForwardPass pass, Buffer buffer, Tensor ofBatch) {
    Tensor before = pass.graph().read(buffer.variable());
    Tensor change = ofBatch.reshape(before.shape()).subtract(before);
    pass.record(buffer.variable(), before.add(change.multiply(settings.momentum())));
  }
}

package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseFeed;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.random.NoiseKey;
import org.bcnn.tensor.HostTensor;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Native tensors for all that one run is fed, written anew for each run. Not thread-safe. */
final class FeedBuffers implements NoiseFeed.Slot {
  private record Floats(String name, Output<?> target, Tensor tensor, FloatDataBuffer data) {
    static Floats of(String name, Output<?> target) {
      Tensor tensor = TFloat32.tensorOf(target.shape());
      return new Floats(name, target, tensor, tensor.asRawTensor().data().asFloats());
    }
  }

  private record Key(NoiseLowering.Native noise, TInt64 tensor) {}

  private final List<Floats> inputs = new ArrayList<>();
  private final List<Floats> noise = new ArrayList<>();
  private final List<NoiseFeed.Destination> noiseMemory = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();

  FeedBuffers(LoweredFunction function) {
    function.inputs().forEach((name, target) -> inputs.add(Floats.of(name, target)));
    for (Output<?> target : function.portableNoise()) {
      Floats made = Floats.of("noise", target);
      noise.add(made);
      noiseMemory.add((at, source, count) -> made.data().offset(at).write(source, 0, count));
    }
    function
        .nativeNoise()
        .forEach(made -> keys.add(new Key(made, TInt64.tensorOf(made.key().shape()))));
  }

  void writeInputs(Map<String, HostTensor> values) {
    inputs.forEach(input -> input.data().write(values.get(input.name()).data()));
  }

  @Override
  public List<NoiseFeed.Destination> noise() {
    return noiseMemory;
  }

  void writeKeys(NoiseSeed seed) {
    for (Key key : keys) {
      NoiseKey words = seed.address(key.noise().op()).key();
      key.tensor().setLong(words.k0(), 0);
      key.tensor().setLong(words.k1(), 1);
    }
  }

  void feed(Session.Runner runner) {
    inputs.forEach(input -> runner.feed(input.target(), input.tensor()));
    noise.forEach(input -> runner.feed(input.target(), input.tensor()));
    keys.forEach(key -> runner.feed(key.noise().key(), key.tensor()));
  }

  @Override
  public void close() {
    inputs.forEach(input -> input.tensor().close());
    noise.forEach(input -> input.tensor().close());
    keys.forEach(key -> key.tensor().close());
  }
}

package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.NoiseKey;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Portable noise is the bits of its address; native noise is repeatable and well distributed. */
final class NoiseChecks implements RuleGroup {
  private static final int[][] SHAPES = {{}, {7}, {3, 5}, {2, 3, 4, 5}, {5001}};
  private static final int SAMPLES = 100_000;

  private final Subject subject;

  NoiseChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Set<String> covers() {
    Set<String> kinds = new TreeSet<>();
    for (Distribution distribution : Distribution.values()) {
      for (NoiseSource source : NoiseSource.values()) {
        Function function = function(distribution, source, "path", 0, Shape.of(2));
        function.noise().forEach(op -> kinds.add(Coverage.kind(op)));
      }
    }
    return kinds;
  }

  @Override
  public Stream<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (Distribution d : Distribution.values()) {
      checks.add(new Check("B-401", "portable " + d + " in every shape", () -> shapes(d)));
      checks.add(new Check("B-401", "portable " + d + " in every place", () -> places(d)));
      checks.add(new Check("B-403", "native " + d + " repeats", () -> nativeRepeats(d)));
      checks.add(new Check("B-404", "native " + d + " differs elsewhere", () -> nativeDiffers(d)));
      checks.add(
          new Check("B-405", "native " + d + " moments", () -> NoiseMoments.check(d, draw(d))));
    }
    checks.add(new Check("B-402", "steps in any order", this::stepsInAnyOrder));
    checks.add(new Check("B-402", "several noises in one function", this::severalNoises));
    return checks.stream();
  }

  private static Function function(
      Distribution distribution, NoiseSource source, String path, int draw, Shape shape) {
    GraphBuilder graph = new GraphBuilder();
    return graph
        .function("noise")
        .output("noise", graph.noise(distribution, shape, path, draw, source))
        .build();
  }

  private HostTensor run(Function function, NoiseSeed seed) {
    return subject.run(function, Map.of(), Map.of(), seed).get("noise");
  }

  /** What the address alone determines. */
  private static HostTensor portable(Distribution distribution, NoiseAddress address, Shape shape) {
    NoiseKey key = address.key();
    float[] values = new float[shape.size()];
    switch (distribution) {
      case STANDARD_NORMAL -> PortableNoise.fillNormal(key, 0, values, 0, values.length);
      case UNIFORM -> PortableNoise.fillUniform(key, 0, values, 0, values.length);
      case RANDOM_SIGN -> PortableNoise.fillSigns(key, 0, values, 0, values.length);
    }
    return HostTensor.of(shape, values);
  }

  private void shapes(Distribution distribution) {
    for (int[] dims : SHAPES) {
      Shape shape = Shape.of(dims);
      Function function = function(distribution, NoiseSource.PORTABLE, "conv1/weight", 2, shape);
      Oracle.checkExact(
          "noise",
          portable(distribution, new NoiseAddress(7, 3, "conv1/weight", 2), shape),
          run(function, new NoiseSeed(7, 3)));
    }
  }

  private static List<NoiseAddress> places() {
    return List.of(
        new NoiseAddress(1, 0, "a", 0),
        new NoiseAddress(2, 0, "a", 0),
        new NoiseAddress(-1, 0, "a", 0),
        new NoiseAddress(1, 1, "a", 0),
        new NoiseAddress(1, 1L << 40, "a", 0),
        new NoiseAddress(1, 0, "b", 0),
        new NoiseAddress(1, 0, "a/b/eps", 0),
        new NoiseAddress(1, 0, "a", 1),
        new NoiseAddress(1, 0, "a", 29));
  }

  private HostTensor at(Distribution distribution, NoiseSource source, NoiseAddress place) {
    Function function = function(distribution, source, place.path(), place.draw(), Shape.of(64));
    return run(function, new NoiseSeed(place.seed(), place.step()));
  }

  private void places(Distribution distribution) {
    for (NoiseAddress place : places()) {
      Oracle.checkExact(
          "noise at " + place,
          portable(distribution, place, Shape.of(64)),
          at(distribution, NoiseSource.PORTABLE, place));
    }
  }

  private void stepsInAnyOrder() {
    Function function =
        function(Distribution.STANDARD_NORMAL, NoiseSource.PORTABLE, "w", 0, Shape.of(9));
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function)) {
      for (long step : new long[] {0, 1, 2, 9, 8, 2, 2, 3}) {
        Oracle.checkExact(
            "noise of step " + step,
            portable(Distribution.STANDARD_NORMAL, new NoiseAddress(5, step, "w", 0), Shape.of(9)),
            executable.run(Map.of(), new NoiseSeed(5, step)).get("noise"));
      }
    }
  }

  private void severalNoises() {
    GraphBuilder graph = new GraphBuilder();
    Function.Builder builder = graph.function("noises");
    List<NoiseAddress> places = new ArrayList<>();
    for (Distribution distribution : Distribution.values()) {
      for (int draw = 0; draw < 2; draw++) {
        NoiseAddress place = new NoiseAddress(4, 6, "layer/" + distribution, draw);
        places.add(place);
        Shape shape = someShape(distribution);
        builder.output(
            place.path() + draw,
            graph.noise(distribution, shape, place.path(), draw, NoiseSource.PORTABLE));
      }
    }
    Map<String, HostTensor> outputs =
        subject.run(builder.build(), Map.of(), Map.of(), new NoiseSeed(4, 6));
    for (NoiseAddress place : places) {
      Distribution distribution = Distribution.valueOf(place.path().substring("layer/".length()));
      Oracle.checkExact(
          "noise at " + place,
          portable(distribution, place, someShape(distribution)),
          outputs.get(place.path() + place.draw()));
    }
  }

  /** A shape of its own for each distribution. */
  private static Shape someShape(Distribution distribution) {
    return switch (distribution) {
      case STANDARD_NORMAL -> Shape.of(3, 2);
      case UNIFORM -> Shape.of(4, 2);
      case RANDOM_SIGN -> Shape.of(5, 2);
    };
  }

  private void nativeRepeats(Distribution distribution) {
    NoiseAddress place = new NoiseAddress(3, 4, "conv", 1);
    HostTensor once = at(distribution, NoiseSource.NATIVE, place);
    Oracle.checkExact(
        "noise of another session", once, at(distribution, NoiseSource.NATIVE, place));
    Function function = function(distribution, NoiseSource.NATIVE, "conv", 1, Shape.of(64));
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function)) {
      for (long step : new long[] {4, 5, 4}) {
        HostTensor again = executable.run(Map.of(), new NoiseSeed(3, step)).get("noise");
        if (step == 4) {
          Oracle.checkExact("noise of the same step", once, again);
        }
      }
    }
  }

  private void nativeDiffers(Distribution distribution) {
    List<NoiseAddress> places = places();
    List<HostTensor> drawn =
        places.stream().map(place -> at(distribution, NoiseSource.NATIVE, place)).toList();
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < i; j++) {
        Expect.that(
            !drawn.get(i).equals(drawn.get(j)),
            "noise at " + places.get(i) + " is the noise at " + places.get(j));
      }
    }
  }

  private float[] draw(Distribution distribution) {
    Function function =
        function(distribution, NoiseSource.NATIVE, "m", 0, Shape.of(SAMPLES / 100, 100));
    return run(function, new NoiseSeed(11, 12)).data();
  }
}

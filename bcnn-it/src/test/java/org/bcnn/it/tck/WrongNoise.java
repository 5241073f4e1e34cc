package org.bcnn.it.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** Backends that draw noise from the wrong place or the wrong distribution. */
final class WrongNoise {
  private static final String DRAWN = "B-401: portable STANDARD_NORMAL in every place";

  private WrongNoise() {}

  static List<WrongBackend> all() {
    return List.of(
        wrong(
            "noise ignores the draw",
            Set.of("B-401", "B-402", "B-404"),
            DRAWN,
            withNoise((graph, op) -> noise(graph, op, op.distribution(), op.path(), 0))),
        wrong(
            "noise ignores the path",
            Set.of("B-401", "B-402", "B-404"),
            DRAWN,
            withNoise(
                (graph, op) ->
                    noise(graph, op, op.distribution(), "at " + op.distribution(), op.draw()))),
        wrong(
            "noise ignores the step",
            Set.of("B-401", "B-402", "B-404"),
            DRAWN,
            withSeeds(seed -> new NoiseSeed(seed.seed(), 0))),
        wrong(
            "noise ignores the seed",
            Set.of("B-401", "B-402", "B-404"),
            DRAWN,
            withSeeds(seed -> new NoiseSeed(0, seed.step()))),
        wrong(
            "noise of the run before",
            Set.of("B-402", "B-403"),
            "B-402: steps in any order: noise of step 9",
            WrongBackend.withExecutables(
                (session, function) -> new Belated(session.compile(function)))),
        wrong(
            "uniform noise for normal",
            Set.of("B-401", "B-402", "B-405"),
            "B-405: native STANDARD_NORMAL moments: the mean's distance from 0.0",
            withNoise((graph, op) -> noise(graph, op, Distribution.UNIFORM, op.path(), op.draw()))),
        wrong(
            "native noise of half the variance",
            Set.of("B-405"),
            "B-405: native STANDARD_NORMAL moments: the variance",
            withNoise(
                (graph, op) -> isNative(op) ? plain(graph, op).multiply(Math.sqrt(0.5)) : null)),
        wrong(
            "native noise beyond its range",
            Set.of("B-405"),
            "is not a value of UNIFORM",
            withNoise((graph, op) -> isNative(op) ? plain(graph, op).add(1e-3) : null)),
        wrong(
            "native noise that never repeats",
            Set.of("B-403"),
            "B-403: native UNIFORM repeats",
            neverRepeats()));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "noise", rules, message, provider);
  }

  /** Makes other noise, or null to leave it. */
  private interface OtherNoise {
    Tensor apply(GraphBuilder graph, Op.Noise op);
  }

  private static BackendProvider withNoise(OtherNoise other) {
    return WrongBackend.withOperations(
        (graph, node, x) -> {
          Tensor made = node.op() instanceof Op.Noise op ? other.apply(graph, op) : null;
          return made == null ? null : List.of(made);
        });
  }

  private static boolean isNative(Op.Noise op) {
    return op.source() == NoiseSource.NATIVE;
  }

  private static Tensor plain(GraphBuilder graph, Op.Noise op) {
    return noise(graph, op, op.distribution(), op.path(), op.draw());
  }

  private static Tensor noise(
      GraphBuilder graph, Op.Noise op, Distribution distribution, String path, int draw) {
    return graph.noise(distribution, op.shape(), path, draw, op.source());
  }

  private static BackendProvider withSeeds(UnaryOperator<NoiseSeed> other) {
    return WrongBackend.withExecutables(
        (session, function) ->
            new ForwardingExecutable(session.compile(function)) {
              @Override
              public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
                return super.run(inputs, other.apply(noise));
              }
            });
  }

  private static BackendProvider neverRepeats() {
    AtomicLong runs = new AtomicLong(1000);
    return WrongBackend.withExecutables(
        (session, function) ->
            new ForwardingExecutable(session.compile(function)) {
              @Override
              public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
                boolean fromEngine = function.noise().stream().anyMatch(WrongNoise::isNative);
                return super.run(
                    inputs,
                    fromEngine ? new NoiseSeed(noise.seed(), runs.incrementAndGet()) : noise);
              }
            });
  }

  /** Uses, from the second run on, what was prefetched for the step after the run before. */
  private static final class Belated extends ForwardingExecutable {
    private NoiseSeed next;

    Belated(Executable executable) {
      super(executable);
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      NoiseSeed used = next == null ? noise : next;
      next = noise.next();
      return super.run(inputs, used);
    }
  }
}

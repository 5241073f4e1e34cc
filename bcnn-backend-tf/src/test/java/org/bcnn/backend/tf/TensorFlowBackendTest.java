package org.bcnn.backend.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is special to this engine; the rest is in the contract. */
final class TensorFlowBackendTest {
  private static final NoiseSeed SEED = new NoiseSeed(1, 0);

  private static Backend open(int threads) {
    return new TensorFlowProvider().open(new BackendOptions(threads));
  }

  /** Numbers without symmetry. */
  private static HostTensor numbers(int... dims) {
    Shape shape = Shape.of(dims);
    float[] data = new float[shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) Math.sin(0.7 * i + dims.length + dims[0]);
    }
    return HostTensor.of(shape, data);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void settingsReachTheProcessEnvironment() {
    try (Backend backend = open(1)) {
      assertEquals("tf", backend.info().name());
      assertEquals("1.1.0", backend.info().engine().replaceAll(".* ", ""));
      assertTrue(backend.info().nativeVersion().startsWith("2."), backend.info().nativeVersion());
    }
    for (String name : List.of("TF_ENABLE_ONEDNN_OPTS", "TF_OVERRIDE_GLOBAL_THREADPOOL")) {
      String value = Function.getFunction("c", "getenv").invokeString(new Object[] {name}, false);
      assertEquals(System.getenv().getOrDefault(name, "1"), value, name);
    }
  }

  /** Each session has threads of its own, so one process may hold several counts. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void threadCountsOfOneProcessDiffer() throws IOException {
    try (Backend one = open(1);
        Backend many = open(7)) {
      long before = threads();
      multiply(one);
      long afterOne = threads();
      multiply(many);
      long afterMany = threads();
      assertTrue(
          afterMany - afterOne >= afterOne - before + 6,
          before + " threads, then " + afterOne + ", then " + afterMany);
    }
  }

  private static void multiply(Backend backend) {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(200, 200));
    Session session = backend.openSession();
    session
        .compile(graph.function("product").output("y", x.matMul(x)).build())
        .run(Map.of("x", numbers(200, 200)), SEED);
  }

  private static long threads() throws IOException {
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }

  /**
   * Few channels are convolved in halves; one channel at a time is not, and must give the same. Odd
   * numbers of channels are padded.
   */
  @Test
  void halvedChannelsGiveTheSameConvolution() {
    for (int channels : new int[] {6, 5}) {
      ConvGeometry geometry = ConvGeometry.DEFAULT;
      HostTensor images = numbers(3, channels, 7, 6);
      HostTensor filters = numbers(8, channels, 3, 2);
      HostTensor gradient = numbers(3, 8, 5, 5);
      GraphBuilder graph = new GraphBuilder();
      Tensor x = graph.input("x", images.shape());
      Tensor f = graph.input("f", filters.shape());
      Tensor g = graph.input("g", gradient.shape());
      Tensor sum = null;
      List<Tensor> parts = new ArrayList<>();
      for (int c = 0; c < channels; c++) {
        Tensor image = graph.slice(x, List.of(0, c, 0, 0), Shape.of(3, 1, 7, 6));
        Tensor filter = graph.slice(f, List.of(0, c, 0, 0), Shape.of(8, 1, 3, 2));
        Tensor part = graph.conv2d(image, filter, geometry);
        sum = sum == null ? part : sum.add(part);
        parts.add(graph.conv2dInputGradient(image.shape(), filter, g, geometry));
      }
      org.bcnn.graph.Function function =
          graph
              .function("both")
              .output("whole", graph.conv2d(x, f, geometry))
              .output("parts", sum)
              .output("wholeGradient", graph.conv2dInputGradient(x.shape(), f, g, geometry))
              .output("partsGradient", graph.concat(1, parts))
              .build();
      try (Backend backend = open(2);
          Session session = backend.openSession();
          Executable executable = session.compile(function)) {
        Map<String, HostTensor> result =
            executable.run(Map.of("x", images, "f", filters, "g", gradient), SEED);
        assertArrayEquals(result.get("parts").data(), result.get("whole").data(), 2e-5f);
        assertArrayEquals(
            result.get("partsGradient").data(), result.get("wholeGradient").data(), 2e-5f);
      }
    }
  }

  /** An assigned input must not change with the buffer it was fed from. */
  @Test
  void variableKeepsAnInputThatIsFedAnew() {
    Variable variable = new Variable("kept", Shape.of(4));
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(4));
    org.bcnn.graph.Function store = graph.function("store").update(variable, x).build();
    Variable other = new Variable("other", Shape.of(4));
    org.bcnn.graph.Function both =
        graph.function("both").update(other, x).output("kept", graph.read(variable)).build();
    try (Backend backend = open(1);
        Session session = backend.openSession();
        Executable storing = session.compile(store);
        Executable reading = session.compile(both)) {
      HostTensor first = numbers(4);
      storing.run(Map.of("x", first), SEED);
      reading.run(Map.of("x", HostTensor.zeros(Shape.of(4))), SEED);
      assertEquals(first, session.get(variable));
      assertEquals(HostTensor.zeros(Shape.of(4)), session.get(other));
    }
  }

  /**
   * 5,000 steps that feed 256 KiB each: leaking what is fed or stored would add 1.2 GiB, the bound
   * is a tenth of that, for the Java heap and the engine's pools.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void stepsLeaveNativeMemoryFlat() throws IOException {
    Variable variable = new Variable("w", Shape.of(64, 1024));
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(64, 1024));
    Tensor next = graph.read(variable).multiply(0.5).add(x);
    org.bcnn.graph.Function step =
        graph.function("step").update(variable, next).output("sum", next.sum()).build();
    try (Backend backend = open(2);
        Session session = backend.openSession();
        Executable executable = session.compile(step)) {
      session.set(variable, HostTensor.zeros(variable.shape()));
      Map<String, HostTensor> inputs = Map.of("x", numbers(64, 1024));
      for (int i = 0; i < 500; i++) {
        executable.run(inputs, new NoiseSeed(1, i));
      }
      long before = residentBytes();
      for (int i = 0; i < 5000; i++) {
        executable.run(inputs, new NoiseSeed(1, i));
      }
      long growth = residentBytes() - before;
      assertTrue(growth < 120L << 20, "5,000 steps added " + (growth >> 20) + " MiB");
    }
  }

  private static long residentBytes() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
    return Long.parseLong(pages) * 4096;
  }
}

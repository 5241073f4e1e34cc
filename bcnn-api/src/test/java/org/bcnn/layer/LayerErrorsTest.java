package org.bcnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers refuse, in words that name the layer, the setting and its value. */
class LayerErrorsTest {
  private static final ParameterFactory PLAIN = ParameterFactory.deterministic(1);
  private static final ConvGeometry ONE = ConvGeometry.DEFAULT;

  private static Executable conv(int in, int out, int height, int width, ConvGeometry geometry) {
    return () -> Conv2d.create("c1", in, out, height, width, geometry, true, PLAIN);
  }

  private static Executable transposed(
      int in, int out, int height, int width, ConvGeometry geometry) {
    return () -> ConvTranspose2d.create("up", in, out, height, width, geometry, true, PLAIN);
  }

  private static Executable applied(Layer layer, int... shape) {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(shape));
    return () ->
        layer.apply(
            x,
            ForwardPass.training(
                graph, Estimator.LOCAL_REPARAMETERISATION, 0, NoiseSource.PORTABLE));
  }

  private static Parameter plain(int... shape) {
    return new DeterministicParameter("w", Shape.of(shape), 0, 1);
  }

  static Stream<Arguments> refused() {
    ConvGeometry two = ONE.withGroups(2);
    return Stream.of(
        arguments(conv(0, 4, 3, 3, ONE), "c1: inputChannels must be at least 1, got 0"),
        arguments(conv(4, -1, 3, 3, ONE), "c1: outputChannels must be at least 1, got -1"),
        arguments(conv(4, 4, 0, 3, ONE), "c1: kernelHeight must be at least 1, got 0"),
        arguments(conv(4, 4, 3, 0, ONE), "c1: kernelWidth must be at least 1, got 0"),
        arguments(
            conv(3, 4, 3, 3, two),
            "c1: inputChannels must be divisible by the groups, got 3 and 2"),
        arguments(
            conv(4, 3, 3, 3, two),
            "c1: outputChannels must be divisible by the groups, got 3 and 2"),
        arguments(
            transposed(3, 4, 3, 3, two),
            "up: inputChannels must be divisible by the groups, got 3 and 2"),
        arguments(
            transposed(4, 3, 3, 3, two),
            "up: outputChannels must be divisible by the groups, got 3 and 2"),
        arguments(transposed(4, 4, 3, 0, ONE), "up: kernelWidth must be at least 1, got 0"),
        arguments(
            (Executable) () -> new Conv2d("c1", ONE, plain(4, 3), null),
            "c1: filters must have rank 4, got [4, 3]"),
        arguments(
            (Executable) () -> new Conv2d("c1", ONE, plain(4, 3, 2, 2), plain(1)),
            "c1: the biases must be [4], got [1]"),
        arguments(
            (Executable)
                () ->
                    new ConvTranspose2d("up", two, OutputPadding.NONE, plain(4, 3, 2, 2), plain(4)),
            "up: the biases must be [6], got [4]"),
        arguments(
            (Executable)
                () ->
                    ConvTranspose2d.create(
                        "up", 1, 1, 3, 3, ONE.withStride(2), new OutputPadding(1, 2), true, PLAIN),
            "up: output padding must be smaller than the stride, got bottom 1, right 2 and stride"
                + " 2x2"),
        arguments(
            (Executable) () -> new OutputPadding(0, -1),
            "output padding must not be negative, got bottom 0, right -1"),
        arguments(
            applied(ConvTranspose2d.create("up", 3, 2, 2, 2, ONE, true, PLAIN), 1, 4, 5, 5),
            "up: needs [batch, 3, height, width], got [1, 4, 5, 5]"),
        arguments(
            applied(
                ConvTranspose2d.create(
                    "up", 3, 2, 2, 2, ONE.withPadding(new Padding(1, 1, 0, 0)), true, PLAIN),
                1,
                3,
                1,
                5),
            "up: the output of an input [1, 3, 1, 5] would have height 0, with filters [3, 2, 2, 2]"
                + " and ConvGeometry[strideHeight=1, strideWidth=1, padding=Padding[top=1,"
                + " bottom=1, left=0, right=0], dilationHeight=1, dilationWidth=1, groups=1]"),
        arguments(
            (Executable) () -> new LeakyRelu(-0.1),
            "slope must be finite and not negative, got -0.1"),
        arguments((Executable) () -> new DepthToSpace(0), "block must be at least 1, got 0"),
        arguments(
            (Executable) () -> new Dropout("d", 1),
            "d: the rate of dropout must be at least 0 and below 1, got 1.0"),
        arguments(
            (Executable) () -> new Dropout2d("d", Double.NaN),
            "d: the rate of dropout must be at least 0 and below 1, got NaN"),
        arguments(
            applied(new Dropout2d("d", 0.5), 2, 3),
            "d: dropout of channels needs [batch, channels, height, width], got [2, 3]"),
        arguments(
            applied(new GlobalAvgPool2d(), 2, 3),
            "global average pooling needs [batch, channels, height, width], got [2, 3]"),
        arguments(
            applied(new Residual(Conv2d.create("c", 2, 1, 1, 1, ONE, true, PLAIN)), 1, 2, 3, 3),
            "the body of a residual block gives [1, 1, 3, 3] and its shortcut [1, 2, 3, 3] of an"
                + " input [1, 2, 3, 3]: give the block a shortcut that projects"),
        arguments(
            (Executable) () -> new BatchNormSettings(0, 1e-5),
            "momentum must be above 0 and at most 1, got 0.0"),
        arguments(
            (Executable) () -> new BatchNormSettings(0.1, 0),
            "epsilon must be positive and finite, got 0.0"),
        arguments(
            (Executable) () -> BatchNorm.create("n", 0), "n: channels must be at least 1, got 0"),
        arguments(
            applied(BatchNorm.create("n", 3), 2, 3, 1, 1),
            "n: batch normalisation needs rank 2 and 3 channels, got [2, 3, 1, 1]"),
        arguments(
            applied(BatchNorm2d.create("n", 3), 2, 4, 5, 5),
            "n: batch normalisation needs rank 4 and 3 channels, got [2, 4, 5, 5]"),
        arguments(
            applied(BatchNorm.create("n", 3), 1, 3),
            "n: batch normalisation of [1, 3] has one value a channel, which has no variance:"
                + " train on larger batches"),
        arguments(
            (Executable) () -> LayerNorm.create("n", 1),
            "n: an example of shape [1] has one value, which has no variance"),
        arguments(
            applied(LayerNorm.create("n", 3), 3, 2),
            "n: needs examples of shape [3], got a batch [3, 2]"),
        arguments(
            (Executable) () -> GroupNorm.create("n", 5, 2),
            "n: channels must be divisible by the groups, got 5 and 2"),
        arguments(
            applied(GroupNorm.create("n", 4, 2), 2, 3, 2, 2),
            "n: needs [batch, 4, height, width], got [2, 3, 2, 2]"),
        arguments(
            applied(GroupNorm.create("n", 4, 4), 2, 4, 1, 1),
            "n: a group of [2, 4, 1, 1] has one value, which has no variance: use fewer groups"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(Executable action, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** The shapes of a convolution's input that do not fit are the graph's to refuse. */
  @Test
  void convolutionNamesItselfWhereShapesDoNotFit() {
    Layer layer = Conv2d.create("c1", 3, 4, 2, 2, ONE, true, PLAIN);
    String message =
        assertThrows(IllegalArgumentException.class, applied(layer, 1, 2, 5, 5)).getMessage();
    assertEquals(
        "conv2d in layer 'c1' on operands of shape [[1, 2, 5, 5], [4, 3, 2, 2]]: the images'"
            + " channels (2) must be the filters' (3) times groups (1)",
        message);
  }

  private static WeightSite site(ConvGeometry geometry, int height, int width) {
    WeightSite[] found = new WeightSite[1];
    ConvTranspose2d.create(
        "up",
        6,
        4,
        height,
        width,
        geometry,
        false,
        site -> {
          found[0] = site;
          return PLAIN.create(site);
        });
    return found[0];
  }

  /** 6 channels, divided by groups, times the taps that fall on inputs. */
  @Test
  void fanInOfATransposedConvolutionCountsTheTapsThatMeetInputs() {
    assertEquals(new WeightSite("up/weight", Shape.of(6, 4, 4, 5), 6 * 4 * 5), site(ONE, 4, 5));
    ConvGeometry grouped = ONE.withStride(2).withGroups(2);
    assertEquals(new WeightSite("up/weight", Shape.of(6, 2, 4, 4), 3 * 4), site(grouped, 4, 4));
    assertEquals(7, site(grouped, 3, 3).fanIn(), "3 · 9 / 4, rounded");
    assertEquals(1, site(ONE.withStride(5), 1, 1).fanIn(), "at least 1");
  }

  @Test
  void residualListsWeightsOfBothWays() {
    Layer body = Conv2d.create("body", 2, 3, 1, 1, ONE, false, PLAIN);
    Layer shortcut = Conv2d.create("shortcut", 2, 3, 1, 1, ONE, false, PLAIN);
    assertEquals(
        List.of("body/weight", "shortcut/weight"),
        new Residual(body, shortcut).parameters().stream().map(Parameter::path).toList());
    assertEquals(1, new Residual(body, body).parameters().size());
  }
}

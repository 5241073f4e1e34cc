package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.MaxPool2d;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;

/**
 * Puts layers on one another and keeps account of the size of what comes out, so that each knows
 * the size of what goes in. For one thread.
 */
final class LayerStack {
  private final String model;
  private final ClassifierDescription description;
  private final ParameterFactory weights;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private int height;
  private int width;

  /** Channels before {@link #flatten}, features after. */
  private int units;

  /**
   * Starts with images.
   *
   * @param model the model's name, for messages
   */
  LayerStack(String model, ClassifierDescription description, ParameterFactory weights) {
    this.model = model;
    this.description = description;
    this.weights = weights;
    this.height = description.height();
    this.width = description.width();
    this.units = description.channels();
  }

  /** A window that moves over both axes; {@code padding} is that of both sides of an axis. */
  private record Window(int kernel, int stride, int padding) {
    int outputs(int inputs) {
      return Math.floorDiv(inputs + padding - kernel, stride) + 1;
    }

    /** Returns how many inputs it takes, at least, to have some outputs. */
    int inputs(int outputs) {
      return Math.max(1, (outputs - 1) * stride + kernel - padding);
    }
  }

  /** Adds a convolution with biases and an activation. */
  LayerStack convolution(String name, int channels, int kernel, int stride, int padding) {
    int out = description.scaled(channels);
    ConvGeometry geometry =
        ConvGeometry.DEFAULT.withStride(stride).withPadding(Padding.all(padding));
    layers.add(Conv2d.create(name, units, out, kernel, kernel, geometry, true, weights));
    layers.add(description.activation());
    move(new Window(kernel, stride, 2 * padding));
    units = out;
    return this;
  }

  /** Adds maximum pooling that drops the rows and columns at the end that fill no window. */
  LayerStack maxPool(int kernel, int stride) {
    layers.add(new MaxPool2d(PoolGeometry.square(kernel, stride)));
    move(new Window(kernel, stride, 0));
    return this;
  }

  /** Adds maximum pooling of 2×2 that keeps an odd last row or column as a window of its own. */
  LayerStack halve() {
    Padding odd = new Padding(0, height % 2, 0, width % 2);
    layers.add(new MaxPool2d(new PoolGeometry(2, 2, 2, 2, odd)));
    move(new Window(2, 2, 1));
    return this;
  }

  private void move(Window window) {
    height = window.outputs(height);
    width = window.outputs(width);
    windows.add(window);
  }

  /**
   * Makes features of what the convolutions leave.
   *
   * @throws IllegalArgumentException if they leave nothing
   */
  LayerStack flatten() {
    if (height < 1 || width < 1) {
      int smallest = 1;
      for (int i = windows.size() - 1; i >= 0; i--) {
        smallest = windows.get(i).inputs(smallest);
      }
      throw new IllegalArgumentException(
          String.format(
              "%s takes images of at least %dx%d, got %dx%d",
              model, smallest, smallest, description.height(), description.width()));
    }
    layers.add(new Flatten());
    units *= height * width;
    return this;
  }

  /** Adds a dense layer with biases and an activation, after the dropout that is described. */
  LayerStack dense(String name, int features) {
    int out = description.scaled(features);
    layers.add(description.dropoutBefore(name));
    layers.add(Dense.create(name, units, out, true, weights));
    layers.add(description.activation());
    units = out;
    return this;
  }

  /** Adds the dense layer of the logits, and ends. */
  Layer logits(String name) {
    layers.add(description.dropoutBefore(name));
    layers.add(Dense.create(name, units, description.classes(), true, weights));
    return new Sequential(layers);
  }
}

package org.bcnn.models;

import org.bcnn.layer.Layer;

/** A player of a generative adversarial network. Immutable and thread-safe. */
public sealed interface Player extends DescribedNetwork permits Generator, Discriminator {
  @Override
  Layer network();
}

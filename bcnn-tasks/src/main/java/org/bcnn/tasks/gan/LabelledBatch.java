package org.bcnn.tasks.gan;

import org.bcnn.tensor.HostTensor;

/**
 * Real images with labels, for a step of a discriminator that classifies.
 *
 * @param images {@code [labelled, channels, height, width]}, pixels from −1 to 1
 * @param labels {@code [labelled, classes]}, a one at each label
 */
public record LabelledBatch(HostTensor images, HostTensor labels) {}

package org.bcnn.posterior;

import org.bcnn.graph.Tensor;

/**
 * Weights drawn from a posterior by reparameterisation.
 *
 * @param weights the weights
 * @param logDensity {@code log q(w)} of these weights in nats, summed over all of them: a scalar
 */
public record WeightDraw(Tensor weights, Tensor logDensity) {}

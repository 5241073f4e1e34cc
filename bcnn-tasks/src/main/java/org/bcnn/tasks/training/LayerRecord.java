package org.bcnn.tasks.training;

import java.util.OptionalDouble;

/**
 * How one tensor of weights is after an epoch.
 *
 * @param epoch the epoch, from 1
 * @param parameter the path of the weights, such as {@code conv1/weight}
 * @param values how many weights there are
 * @param kl the KL divergence from their posterior to their prior, nats, summed over the weights;
 *     where it has no closed form, or Monte Carlo is asked for, the estimate by the draws of the
 *     epoch's last step; empty where the weights are plain values
 * @param sigma the mean standard deviation of the posterior's marginals; empty likewise
 * @param magnitude the mean absolute value of the posterior means, or of the plain values
 * @param gradientNorm the Euclidean norm of the gradient of the loss in all that is trained of
 *     these weights together (means, deviations, a learned prior), on the last minibatch of the
 *     epoch and under the noise of its last step, at the values after that step
 */
public record LayerRecord(
    int epoch,
    String parameter,
    int values,
    OptionalDouble kl,
    OptionalDouble sigma,
    double magnitude,
    double gradientNorm) {}

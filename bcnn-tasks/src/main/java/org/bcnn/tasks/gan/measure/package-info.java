/**
 * How good generated images are and how much they vary, in numbers: distances between distributions
 * of features, precision and recall, which classes there are, what sampled weights change, and how
 * sure a discriminator is. {@code docs/generation.md} has the formulas.
 */
package org.bcnn.tasks.gan.measure;

/**
 * Pruning: removing the weights, or the units, that the posterior says are noise.
 *
 * <p>{@link org.bcnn.models.pruning.Pruning} removes single weights: a {@link
 * org.bcnn.models.pruning.PruningCriterion} ranks them, a {@link
 * org.bcnn.models.pruning.PruningTarget} says how many go, and masks beside the weights hold them
 * at exactly 0. {@link org.bcnn.models.pruning.UnitPruning} removes filters and units for real and
 * leaves a smaller network. See {@code docs/pruning.md}.
 */
package org.bcnn.models.pruning;

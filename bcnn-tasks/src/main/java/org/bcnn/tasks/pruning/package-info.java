/**
 * Pruning of trained classifiers: what is removed, fine-tuning, and what it costs and saves.
 *
 * <p>{@link org.bcnn.tasks.pruning.PruningJob} removes weights or units, {@link
 * org.bcnn.tasks.pruning.FineTuning} trains what is left, and a {@link
 * org.bcnn.tasks.pruning.PruningPoint} says how the result does, how large it is and how fast.
 */
package org.bcnn.tasks.pruning;

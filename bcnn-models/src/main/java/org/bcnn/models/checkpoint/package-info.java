/**
 * Checkpoints: a trained network in one file that other tools can read too.
 *
 * <p>A {@link org.bcnn.models.checkpoint.Checkpoint} holds what is needed to build a network again
 * and what is known of its origin; {@link org.bcnn.models.checkpoint.Checkpoints} writes and reads
 * it as a {@link org.bcnn.models.checkpoint.Safetensors} container. The format is described in
 * {@code docs/checkpoint-format.md}. Whatever goes wrong is a {@link
 * org.bcnn.models.checkpoint.CheckpointException} whose message says what is wrong and what to do.
 */
package org.bcnn.models.checkpoint;

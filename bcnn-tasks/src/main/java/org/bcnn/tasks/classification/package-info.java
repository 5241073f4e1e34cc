/**
 * Image classification by variational inference: training, Monte Carlo prediction and evaluation.
 *
 * <p>{@link org.bcnn.tasks.classification.ClassifierFunctions} builds the graphs, {@link
 * org.bcnn.tasks.classification.ClassifierTrainer} runs the training step over the epochs, {@link
 * org.bcnn.tasks.classification.Predictor} draws from the predictive distribution and {@link
 * org.bcnn.tasks.classification.Evaluation} scores it.
 */
package org.bcnn.tasks.classification;

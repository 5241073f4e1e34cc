/**
 * Super-resolution: sets of pictures, training patches in two resolutions, plans, training and
 * prediction by posterior draws, evaluation, and how well reconstructions and their uncertainty
 * match the truth.
 */
package org.bcnn.tasks.superresolution;

/**
 * Variational posteriors over weights: {@link org.bcnn.posterior.MeanFieldGaussian} and {@link
 * org.bcnn.posterior.LowRankGaussian}, and the interfaces to add others.
 */
package org.bcnn.posterior;

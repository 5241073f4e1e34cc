/**
 * Priors over weights. A prior is one interface; priors without a closed form need only a density.
 */
package org.bcnn.prior;

/**
 * A test kit for priors: {@link org.bcnn.it.prior.PriorContractTest} holds a prior to what every
 * prior must be.
 */
package org.bcnn.it.prior;

/** The priors that ship under the kit for priors, and the kit under priors that are wrong. */
package org.bcnn.it.prior;

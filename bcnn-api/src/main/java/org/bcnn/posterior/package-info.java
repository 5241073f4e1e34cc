/** Variational posteriors over weights. */
package org.bcnn.posterior;

/** What a Monte Carlo predictive distribution says about its own certainty. */
package org.bcnn.uncertainty;

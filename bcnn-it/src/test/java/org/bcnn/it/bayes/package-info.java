/** Tests of the Bayesian parts of the API, whose graphs need a backend to be evaluated. */
package org.bcnn.it.bayes;

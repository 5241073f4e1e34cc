/**
 * Network architectures. Each is built from one description, Bayesian or deterministic as its
 * {@link org.bcnn.layer.ParameterFactory} decides.
 */
package org.bcnn.models;

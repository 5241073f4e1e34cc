/**
 * Bayesian generative adversarial networks: a game of two players, each Bayesian or deterministic
 * on its own, and the step of each, which trains its own weights alone.
 */
package org.bcnn.tasks.gan;

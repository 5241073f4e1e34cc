/**
 * The reference backend: every operation as plain Java loops in double precision, slow and obvious.
 *
 * <p>It is the oracle of the contract tests and an example of a complete backend. It is not
 * registered as a service, so no user finds it by accident; make it with {@code new}.
 */
package org.bcnn.it.tck.reference;

/**
 * Shapes and host-side arrays: the values that cross between Java and a backend.
 *
 * <p>Everything here is plain Java memory; no native handle ever appears in this package.
 */
package org.bcnn.tensor;

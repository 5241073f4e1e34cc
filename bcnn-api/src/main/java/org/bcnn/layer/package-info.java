/**
 * Layers whose weights are distributions, their deterministic twins, and the layers without weights
 * between them.
 *
 * <p>A layer declares its {@link org.bcnn.layer.Parameter}s when it is made and builds graph nodes
 * when it is applied in a {@link org.bcnn.layer.ForwardPass}, which says how the expectation over
 * weights is estimated: there is no hidden training or evaluation switch.
 */
package org.bcnn.layer;

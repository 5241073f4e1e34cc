/**
 * The computation graph: typed operations on statically shaped float32 tensors, functions over
 * them, and reverse-mode gradients as a transformation of the graph.
 *
 * <p>A {@link org.bcnn.graph.GraphBuilder} makes {@link org.bcnn.graph.Tensor}s; a {@link
 * org.bcnn.graph.Function} names the outputs and the variable updates; a backend lowers a function
 * to its engine. Shapes are checked as each operation is built, before any engine starts.
 */
package org.bcnn.graph;

package org.bcnn.layer;

import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * A value that a network keeps but no gradient trains, such as the running mean of batch
 * normalisation. A checkpoint stores it.
 *
 * @param variable the variable that holds it
 * @param initialValue what it starts from
 */
public record Buffer(Variable variable, HostTensor initialValue) {}

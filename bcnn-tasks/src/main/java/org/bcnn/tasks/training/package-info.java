/**
 * What training of every task shares: the loop over epochs and steps, the settings of objective and
 * optimisation, the records of steps, epochs and layers, the state that a run goes on from, who is
 * told of it, and the search for where training diverged.
 */
package org.bcnn.tasks.training;

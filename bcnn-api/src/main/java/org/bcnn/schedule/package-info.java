/** How the learning rate and the weight of the KL divergence change over a training run. */
package org.bcnn.schedule;

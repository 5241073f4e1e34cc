/** Optimisers as updates in the graph. */
package org.bcnn.optimizer;

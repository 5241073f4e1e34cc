/** The variational objective and its parts, always apart and in nats per example. */
package org.bcnn.objective;

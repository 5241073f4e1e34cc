/** How well reconstructed images match the true ones. */
package org.bcnn.tasks.superresolution;

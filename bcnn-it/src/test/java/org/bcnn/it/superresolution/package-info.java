/** Super-resolution on both backends. */
package org.bcnn.it.superresolution;

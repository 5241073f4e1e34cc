/** Measures of generated images on both backends. */
package org.bcnn.it.generation;

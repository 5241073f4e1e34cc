/** Graded corruptions of images, to see how a classifier does on what it was not trained on. */
package org.bcnn.tasks.data.corruption;

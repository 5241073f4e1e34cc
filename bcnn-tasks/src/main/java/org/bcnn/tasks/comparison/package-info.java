/** Ways to be sure, or unsure, of a class, compared on the same data. */
package org.bcnn.tasks.comparison;

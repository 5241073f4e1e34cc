/** The test kit that every backend must pass, and the reference backend it compares with. */
package org.bcnn.it.tck;

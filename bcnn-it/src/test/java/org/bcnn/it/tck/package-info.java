/** The test kit tested: the reference backend passes it, and backends with one fault each fail. */
package org.bcnn.it.tck;

/** The command line. */
package org.bcnn.tasks.cli;

/** The command line as a whole: both backends beside each other, and as a process of its own. */
package org.bcnn.it.cli;

/** The rules of the architecture, checked on the main classes of every module. */
package org.bcnn.it.architecture;

/** Tests of the launcher, the script {@code bcnn}. */
package org.bcnn.it.launcher;

/**
 * The composition root: which implementations the command line runs with. Everything it puts
 * together can be made with {@code new} as well.
 */
package org.bcnn.tasks.wiring;

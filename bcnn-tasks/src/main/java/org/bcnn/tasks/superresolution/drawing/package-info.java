/**
 * Pictures in colour that are drawn by numbers: scenes of shapes, textures and strokes, and pages
 * of signs.
 *
 * <p>Only additions, multiplications, divisions, square roots, comparisons, roundings and {@link
 * java.lang.StrictMath} are used, so the same random numbers give the same pictures on every Java
 * virtual machine and computer.
 */
package org.bcnn.tasks.superresolution.drawing;

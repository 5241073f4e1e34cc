/**
 * Small pictures drawn by a pen: shapes of strokes, distorted and rasterised the same way on every
 * computer.
 *
 * <p>A {@link org.bcnn.tasks.data.drawing.ShapeClass} is a class of pictures, such as the digit 7,
 * with the ways in which it is written; a {@link org.bcnn.tasks.data.drawing.ShapePainter} paints
 * one with a random pose, pen and camera. Only additions, multiplications, divisions, square roots
 * and {@link java.lang.StrictMath} are used, so the same random numbers give the same bytes
 * everywhere.
 */
package org.bcnn.tasks.data.drawing;

package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Plane;

/**
 * A picture in both resolutions with what is made of the low one. All is of the luma, levels from 0
 * to 1.
 *
 * @param picture the name of the picture
 * @param place its place in its set, from 0
 * @param pair what was given, and the truth
 * @param prediction what the network predicts, {@code [height, width]} of the truth
 * @param bicubic what bicubic interpolation makes of it, {@code [height, width]} of the truth
 */
public record Reconstruction(
    String picture, int place, ResolutionPair pair, PixelPrediction prediction, Plane bicubic) {}

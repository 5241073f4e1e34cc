package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Picture;

/**
 * A picture that was enlarged.
 *
 * @param picture the picture with the means of its luma, grey or in colour as it was; levels are
 *     not rounded and may be a little outside of the range
 * @param prediction what is known of its luma, levels from 0 to 1
 */
public record UpscaledPicture(Picture picture, PixelPrediction prediction) {}

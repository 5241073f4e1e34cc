/**
 * Super-resolution but for its networks: sets of pictures, training patches in two resolutions, how
 * a large picture is computed in tiles, and how well reconstructions and their uncertainty match
 * the truth.
 */
package org.bcnn.tasks.superresolution;

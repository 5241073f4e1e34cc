package org.bcnn.tasks.superresolution;

import java.util.Objects;
import java.util.Optional;

/**
 * How good the reconstruction of a picture is, and what other methods make of the same
 * low-resolution picture.
 *
 * @param picture the name of the picture
 * @param height its rows, cut to a multiple of the factor
 * @param width its columns, likewise
 * @param scores of the network
 * @param bicubic of bicubic interpolation
 * @param deterministic of the deterministic twin, if there is one
 */
public record PictureScores(
    String picture,
    int height,
    int width,
    SuperResolutionScores scores,
    Fidelity bicubic,
    Optional<SuperResolutionScores> deterministic) {
  /** Checks that nothing is null. */
  public PictureScores {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(scores, "scores");
    Objects.requireNonNull(bicubic, "bicubic");
    Objects.requireNonNull(deterministic, "deterministic");
  }

  /**
   * Returns by how much the network is better than bicubic interpolation.
   *
   * @return the difference of their PSNR in decibels
   */
  public double gain() {
    return scores.fidelity().psnr() - bicubic.psnr();
  }
}

package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/**
 * Moves channels to blocks of pixels, the pixel shuffle of sub-pixel convolution (Shi et al. 2016):
 * {@code [batch, channels · block², height, width]} to {@code [batch, channels, height · block,
 * width · block]}. Pixel (i, j) of a block of channel c comes from channel {@code c · block² + i ·
 * block + j}.
 *
 * @param block the height and width of a block, at least 1
 */
public record DepthToSpace(int block) implements Layer {
  /** Checks the block. */
  public DepthToSpace {
    if (block < 1) {
      throw new IllegalArgumentException("block must be at least 1, got " + block);
    }
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return pass.graph().depthToSpace(x, block);
  }
}

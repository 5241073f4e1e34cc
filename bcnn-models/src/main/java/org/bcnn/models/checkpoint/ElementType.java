package org.bcnn.models.checkpoint;

/** What a tensor of a safetensors file is made of. */
enum ElementType {
  /** IEEE 754 float32. */
  F32(Float.BYTES),
  /** Unsigned bytes, the content of compressed tensors. */
  U8(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes an element has. */
  int bytes() {
    return bytes;
  }
}

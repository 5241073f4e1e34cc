/**
 * Addressed random numbers: the same bits on every backend, Java virtual machine and computer.
 *
 * <p>A {@link org.bcnn.random.NoiseAddress} (seed, step, path, draw) names a random tensor; it is
 * hashed to a {@link org.bcnn.random.NoiseKey}, and element <i>i</i> of the tensor is a pure
 * function of the key and <i>i</i>. {@link org.bcnn.random.PortableNoise} fills arrays and buffers
 * this way, in any order and in any number of pieces; {@link org.bcnn.random.RandomStream} reads an
 * address sequentially, for initialisation, shuffling, augmentation and splits on the host.
 *
 * <p>Only integer arithmetic, the exactly rounded operations of IEEE 754 (add, subtract, multiply,
 * divide, square root) and {@link java.lang.StrictMath} are used, so results never depend on the
 * platform. The derivation is frozen: the same address gives the same numbers in every release.
 */
package org.bcnn.random;

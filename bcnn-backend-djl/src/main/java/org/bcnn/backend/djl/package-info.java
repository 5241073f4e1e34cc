/**
 * The PyTorch backend, through DJL; its only public type is the provider.
 *
 * <p>A function is lowered to the source of a TorchScript module, which libtorch loads and runs in
 * one call, updates of variables included.
 */
package org.bcnn.backend.djl;

/** The PyTorch backend, through DJL; its only public type is the provider. */
package org.bcnn.backend.djl;

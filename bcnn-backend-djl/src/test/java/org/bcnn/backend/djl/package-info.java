/** Tests of what is special to the PyTorch backend; what all backends share the contract tests. */
package org.bcnn.backend.djl;

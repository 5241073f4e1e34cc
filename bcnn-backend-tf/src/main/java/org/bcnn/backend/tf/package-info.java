/** The TensorFlow backend; its only public type is the provider. */
package org.bcnn.backend.tf;

/** Network architectures, one class each. */
package org.bcnn.models;

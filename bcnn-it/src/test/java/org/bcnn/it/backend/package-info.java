/** The backends under the contract. */
package org.bcnn.it.backend;

/** That what the documents show works. */
package org.bcnn.it.docs;

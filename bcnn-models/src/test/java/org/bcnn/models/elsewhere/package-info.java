/** What a jar of somebody else would add to the class path: a model, a posterior and a prior. */
package org.bcnn.models.elsewhere;

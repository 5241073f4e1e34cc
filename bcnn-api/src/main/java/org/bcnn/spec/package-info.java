/**
 * Naming components in text, {@code name:key=value,key=value}, for command lines and checkpoints,
 * and finding the ones that a name stands for.
 */
package org.bcnn.spec;

/**
 * Benchmarks. Contenders take turns, so that a busy machine slows all of them alike, and results
 * are medians and medians of paired ratios.
 */
package org.bcnn.tasks.bench;

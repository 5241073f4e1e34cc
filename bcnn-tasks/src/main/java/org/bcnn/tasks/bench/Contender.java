package org.bcnn.tasks.bench;

/**
 * Something that is timed against others.
 *
 * @param name its name
 * @param run does it once
 */
record Contender(String name, Runnable run) {}

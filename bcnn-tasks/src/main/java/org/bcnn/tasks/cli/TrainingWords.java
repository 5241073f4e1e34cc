package org.bcnn.tasks.cli;

import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.training.EpochRecord;

/**
 * What a task says of its training.
 *
 * @param unit what examples are called, short
 * @param scoreNames the names of an epoch's scores, in their order
 * @param scores tells those of an epoch, in a few words
 */
record TrainingWords(String unit, List<String> scoreNames, Function<EpochRecord, String> scores) {}

package org.bcnn.tasks.training;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.bcnn.backend.Session;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * Finds out where training went wrong, by taking its steps again: they are the same to the last
 * bit. So a step of training need not look for it, and costs nothing more. Not thread-safe.
 *
 * @param start the values of all variables before the first of the steps
 * @param from the number of that step, from 0
 * @param inputs what a step depends on, by its number
 * @param take takes a step of training, by its number
 * @param stop asked before every step whether to give up
 */
record DivergenceSearch(
    Map<Variable, HostTensor> start,
    long from,
    LongFunction<StepInputs> inputs,
    LongConsumer take,
    BooleanSupplier stop) {
  private static final String LOWER_RATE =
      "Start again with a lower learning rate or a larger batch";

  /**
   * Finds the first value that is not finite. The variables have the values they had before the
   * step that is returned to, afterwards.
   *
   * @param bad the step, from 0, that is known to have such a value, or to leave one
   * @return for the user: where it is, and what to do
   */
  String find(Session session, FiniteProbe probe, long bad) {
    session.setAll(start);
    // A gradient that is not finite spoils the variables, and so the loss of the step after it.
    long first = Math.max(from, bad - 1);
    for (long step = from; step < first; step++) {
      if (stop.getAsBoolean()) {
        return "Where, was not looked for to the end. " + LOWER_RATE;
      }
      take.accept(step);
    }
    for (long step = first; step <= bad; step++) {
      FiniteProbe.Seen seen = probe.look(inputs.apply(step));
      if (seen.first().isPresent()) {
        return sentence(seen, step, step > first) + ". " + advice(seen, step);
      }
      if (step < bad) {
        take.accept(step);
      } else {
        return String.format(
            "All values at step %d are finite, its gradients among them: its update makes one that "
                + "is not%s. %s",
            step + 1, largest(seen), LOWER_RATE);
      }
    }
    throw new IllegalStateException("there is no step " + bad);
  }

  private static String sentence(FiniteProbe.Seen seen, long step, boolean finiteBefore) {
    FiniteProbe.Found found = seen.first().orElseThrow();
    return switch (found.place()) {
      case INPUT ->
          String.format(
              "At step %d, %s has values that are not finite", step + 1, found.description());
      case VARIABLE ->
          String.format(
              "The values of %s are not finite before step %d%s",
              found.description(),
              step + 1,
              finiteBefore
                  ? ": the update of the step before, whose gradients are finite, made them so"
                  : "");
      case OBJECTIVE, GRADIENT ->
          String.format(
              "The first value that is not finite is made at step %d by %s%s",
              step + 1, found.description(), largest(seen));
    };
  }

  private static String advice(FiniteProbe.Seen seen, long step) {
    if (seen.first().orElseThrow().place() == FiniteProbe.Place.INPUT) {
      // Examples are made of bytes, so that it is κ, which float32 has a largest value of.
      return "Start again with a smaller KL weight";
    }
    return step == 0
        ? "No update was made before it, so that the learning rate has no part in it: start again "
            + "with another prior, posterior or activation, or a smaller KL weight"
        : LOWER_RATE;
  }

  private static String largest(FiniteProbe.Seen seen) {
    return seen.largest()
        .map(
            variable ->
                String.format(
                    "; the largest values are those of %s, %.3g on average",
                    variable.name(), seen.magnitude()))
        .orElse("");
  }
}

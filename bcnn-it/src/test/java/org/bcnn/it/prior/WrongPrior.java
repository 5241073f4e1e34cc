package org.bcnn.it.prior;

import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.bcnn.prior.Prior;
import org.bcnn.random.RandomStream;

/**
 * A prior with one fault, and what the kit must say of it.
 *
 * @param fault what is wrong, in a few words
 * @param tests the tests of {@link PriorContractTest} that fail, and no others
 * @param message a part of a failure's message
 * @param prior the prior
 * @param named whether it is under test as one that can be made by name
 * @param exact the log density it should have
 * @param sampler draws from the prior it should be
 */
record WrongPrior(
    String fault,
    Set<String> tests,
    String message,
    Prior prior,
    boolean named,
    Optional<DoubleUnaryOperator> exact,
    Optional<ToDoubleFunction<RandomStream>> sampler) {
  @Override
  public String toString() {
    return fault;
  }
}

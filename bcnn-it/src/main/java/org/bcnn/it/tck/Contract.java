package org.bcnn.it.tck;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All checks of the contract, by group. */
final class Contract {
  private final Subject subject;
  private final List<OperationCase> cases = OperationCases.all();

  /**
   * Prepares the checks; none runs yet.
   *
   * @param subject the backend to check, which only running a check needs
   */
  Contract(Subject subject) {
    this.subject = subject;
  }

  List<RuleGroup> operations() {
    return List.of(new LeafChecks(subject), new OperationChecks(subject, cases));
  }

  List<RuleGroup> gradients() {
    return List.of(new GradientChecks(subject, cases));
  }

  List<RuleGroup> randomGraphs() {
    return List.of(new RandomGraphChecks(subject));
  }

  List<RuleGroup> updates() {
    return List.of(new UpdateChecks(subject), new TrainingChecks(subject));
  }

  List<RuleGroup> noise() {
    return List.of(new NoiseChecks(subject));
  }

  List<RuleGroup> errors() {
    return List.of(new ErrorChecks(subject));
  }

  List<RuleGroup> lifecycle() {
    return List.of(new LifecycleChecks(subject));
  }

  List<RuleGroup> concurrency() {
    return List.of(new ConcurrencyChecks(subject));
  }

  List<RuleGroup> providers() {
    return List.of(new ProviderChecks(subject));
  }

  private Stream<RuleGroup> all() {
    return Stream.of(
            operations(),
            gradients(),
            randomGraphs(),
            updates(),
            noise(),
            errors(),
            lifecycle(),
            concurrency(),
            providers())
        .flatMap(List::stream);
  }

  /** The numbers of the rules that have a check. */
  Set<String> rules() {
    Set<String> rules = new TreeSet<>();
    all().flatMap(RuleGroup::checks).map(Check::rule).forEach(rules::add);
    return rules;
  }

  /** The kinds of operation without a check, which would be certified untried. */
  Set<String> operationsWithoutCheck() {
    Set<String> missing = new TreeSet<>(Coverage.all());
    all().forEach(group -> missing.removeAll(group.covers()));
    return missing;
  }
}

package org.bcnn.it.tck;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bcnn.graph.Function;

/** Every operation gives what the reference gives. */
final class OperationChecks implements RuleGroup {
  private final Subject subject;
  private final List<OperationCase> cases;

  OperationChecks(Subject subject, List<OperationCase> cases) {
    this.subject = subject;
    this.cases = cases;
  }

  @Override
  public Stream<Check> checks() {
    return cases.stream().map(c -> new Check(c.rule(), c.name(), () -> check(c)));
  }

  private void check(OperationCase c) {
    Function function = c.forward();
    Oracle.check(
        c.tolerance(),
        Oracle.evaluate(function, c.operands()),
        subject.run(function, c.operands()));
  }

  @Override
  public Set<String> covers() {
    Set<String> kinds = new TreeSet<>();
    cases.forEach(c -> kinds.addAll(c.subjects()));
    return kinds;
  }
}

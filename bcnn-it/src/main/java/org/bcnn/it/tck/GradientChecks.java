package org.bcnn.it.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.it.tck.OperationCase.Derivatives;
import org.bcnn.tensor.HostTensor;

/** Gradients evaluate to what the reference gives, and are the derivatives they claim to be. */
final class GradientChecks implements RuleGroup {
  private static final Set<Derivatives> SMOOTH = Set.of(Derivatives.FIRST, Derivatives.SECOND);

  private final Subject subject;
  private final List<OperationCase> cases;

  GradientChecks(Subject subject, List<OperationCase> cases) {
    this.subject = subject;
    this.cases = cases;
  }

  @Override
  public Stream<Check> checks() {
    return cases.stream().filter(c -> c.derivatives() != Derivatives.NONE).flatMap(this::checks);
  }

  private Stream<Check> checks(OperationCase c) {
    String first = "gradient of " + c.name();
    String second = "second gradient of " + c.name();
    String rule = c.derivatives() == Derivatives.KINK ? "B-205" : "B-201";
    Stream<Check> checks =
        Stream.of(
            new Check(rule, first, () -> onBackend(DerivativeCase.first(c), Tolerances.GRADIENT)));
    if (SMOOTH.contains(c.derivatives())) {
      checks =
          Stream.concat(
              checks,
              Stream.of(
                  new Check(
                      "B-202",
                      first + " is the derivative",
                      () -> CentralDifferences.check(DerivativeCase.first(c)))));
    }
    if (c.derivatives() == Derivatives.SECOND) {
      checks =
          Stream.concat(
              checks,
              Stream.of(
                  new Check(
                      "B-203",
                      second,
                      () -> onBackend(DerivativeCase.second(c), Tolerances.COMPOSED)),
                  new Check(
                      "B-204",
                      second + " is the derivative",
                      () -> CentralDifferences.check(DerivativeCase.second(c)))));
    }
    return checks;
  }

  private void onBackend(DerivativeCase c, Tolerance tolerance) {
    Map<String, HostTensor> needed = Oracle.needed(c.gradient(), c.inputs());
    Oracle.check(
        tolerance, Oracle.evaluate(c.gradient(), needed), subject.run(c.gradient(), needed));
  }
}

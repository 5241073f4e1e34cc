package org.bcnn.it.tck;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** Compositions of operations, and their gradients, give what the reference gives. */
final class RandomGraphChecks implements RuleGroup {
  private static final int GRAPHS = 60;

  private final Subject subject;

  RandomGraphChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return IntStream.range(0, GRAPHS)
        .boxed()
        .flatMap(
            number ->
                Stream.of(
                    new Check(
                        "B-123", "random graph " + number, () -> forward(new RandomGraph(number))),
                    new Check(
                        "B-206",
                        "gradient of random graph " + number,
                        () -> gradient(new RandomGraph(number).derivative()))));
  }

  private void forward(RandomGraph graph) {
    Function function = graph.forward();
    Map<String, HostTensor> needed = Oracle.needed(function, graph.inputs());
    Oracle.check(
        Tolerances.COMPOSED, Oracle.evaluate(function, needed), subject.run(function, needed));
  }

  private void gradient(DerivativeCase c) {
    CentralDifferences.check(c);
    Map<String, HostTensor> needed = Oracle.needed(c.gradient(), c.inputs());
    Oracle.check(
        Tolerances.COMPOSED,
        Oracle.evaluate(c.gradient(), needed),
        subject.run(c.gradient(), needed));
  }
}

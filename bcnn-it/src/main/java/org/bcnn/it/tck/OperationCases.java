package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.List;

/** The cases of every operation that has operands. */
final class OperationCases {
  private OperationCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    cases.addAll(ElementwiseCases.all());
    cases.addAll(ReductionCases.all());
    cases.addAll(LayoutCases.all());
    cases.addAll(ProductCases.all());
    cases.addAll(PoolingCases.all());
    cases.addAll(OptimiserCases.all());
    cases.addAll(SpecialCases.all());
    return cases;
  }
}

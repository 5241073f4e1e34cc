package org.bcnn.it.tck.reference;

import java.util.List;
import org.bcnn.graph.Op;

/** One step of Adam. */
final class AdamStep {
  private AdamStep() {}

  static List<DoubleTensor> apply(Op.Adam op, List<DoubleTensor> operands) {
    double[] parameter = operands.get(0).data();
    double[] first = operands.get(1).data();
    double[] second = operands.get(2).data();
    double[] gradient = operands.get(3).data();
    double step = operands.get(4).data()[0];
    double learningRate = operands.get(5).data()[0];
    double root = StrictMath.sqrt(1 - StrictMath.pow(op.beta2(), step));
    double rate = learningRate * root / (1 - StrictMath.pow(op.beta1(), step));
    double epsilon = op.epsilon() * root;
    double[] newParameter = new double[parameter.length];
    double[] newFirst = new double[parameter.length];
    double[] newSecond = new double[parameter.length];
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      newFirst[i] = op.beta1() * first[i] + (1 - op.beta1()) * g;
      newSecond[i] = op.beta2() * second[i] + (1 - op.beta2()) * g * g;
      newParameter[i] =
          parameter[i] - rate * newFirst[i] / (StrictMath.sqrt(newSecond[i]) + epsilon);
    }
    return List.of(
        new DoubleTensor(operands.get(0).shape(), newParameter),
        new DoubleTensor(operands.get(1).shape(), newFirst),
        new DoubleTensor(operands.get(2).shape(), newSecond));
  }
}

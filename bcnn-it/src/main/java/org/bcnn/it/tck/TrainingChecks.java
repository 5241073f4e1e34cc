package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Adam against the formula written out, and training that repeats and resumes bit by bit. */
final class TrainingChecks implements RuleGroup {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final int STEPS = 6;

  private final Subject subject;

  TrainingChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-309", "adam over six steps", () -> adam(0.9, 0.999, 1e-8, 0.05f)),
        new Check("B-309", "adam with a large epsilon", () -> adam(0.5, 0.9, 0.25, 0.1f)),
        new Check("B-801", "a training run repeats bit by bit", this::repeats),
        new Check("B-802", "a training run resumes bit by bit", this::resumes));
  }

  /** The gradient is an input, so the formula needs nothing but arithmetic. */
  private void adam(double beta1, double beta2, double epsilon, float rate) {
    Variable parameter = new Variable("w", SHAPE);
    Variable m = new Variable("adam/w/m", SHAPE);
    Variable v = new Variable("adam/w/v", SHAPE);
    Variable count = new Variable("adam/step", Shape.scalar());
    GraphBuilder graph = new GraphBuilder();
    Tensor step = graph.read(count).add(1);
    List<Tensor> updated =
        graph.adam(
            new Op.Adam(beta1, beta2, epsilon),
            graph.read(parameter),
            graph.read(m),
            graph.read(v),
            graph.input("gradient", SHAPE),
            step,
            graph.constant(rate));
    Function function =
        graph
            .function("adam")
            .update(count, step)
            .update(parameter, updated.get(0))
            .update(m, updated.get(1))
            .update(v, updated.get(2))
            .build();
    HostTensor start = Values.signed("start", 2, 3);
    double[] p = DoubleTensor.of(start).data().clone();
    double[] first = new double[p.length];
    double[] second = new double[p.length];
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function)) {
      session.set(parameter, start);
      session.set(m, HostTensor.zeros(SHAPE));
      session.set(v, HostTensor.zeros(SHAPE));
      session.set(count, HostTensor.scalar(0));
      for (int t = 1; t <= STEPS; t++) {
        HostTensor gradient = Values.signed("gradient of step " + t, 2, 3);
        executable.run(Map.of("gradient", gradient), Subject.NO_NOISE);
        for (int i = 0; i < p.length; i++) {
          double g = gradient.data()[i];
          first[i] = beta1 * first[i] + (1 - beta1) * g;
          second[i] = beta2 * second[i] + (1 - beta2) * g * g;
          double corrected = first[i] / (1 - Math.pow(beta1, t));
          double root = Math.sqrt(second[i] / (1 - Math.pow(beta2, t)));
          p[i] -= (double) rate * corrected / (root + epsilon);
        }
        String after = " after step " + t;
        Tolerance tolerance = Tolerances.OPTIMISER;
        tolerance.check(
            "the parameter" + after, new DoubleTensor(SHAPE, p), session.get(parameter));
        tolerance.check("m" + after, new DoubleTensor(SHAPE, first), session.get(m));
        tolerance.check("v" + after, new DoubleTensor(SHAPE, second), session.get(v));
      }
      Oracle.checkExact("the step count", HostTensor.scalar(STEPS), session.get(count));
    }
  }

  private void repeats() {
    SmallNetwork network = new SmallNetwork();
    List<HostTensor> once = train(network, 0, 2 * STEPS, network.initialValues());
    List<HostTensor> twice = train(network, 0, 2 * STEPS, network.initialValues());
    sameBits(once, twice);
  }

  private void resumes() {
    SmallNetwork network = new SmallNetwork();
    List<HostTensor> whole = train(network, 0, 2 * STEPS, network.initialValues());
    List<HostTensor> half = train(network, 0, STEPS, network.initialValues());
    List<HostTensor> resumed = train(network, STEPS, STEPS, half);
    sameBits(whole.subList(0, network.variables().size()), resumed.subList(0, half.size() - 1));
  }

  /** Trains and returns the variables' values and, last, the losses of all steps. */
  private List<HostTensor> train(
      SmallNetwork network, int firstStep, int steps, List<HostTensor> values) {
    List<Variable> variables = network.variables();
    float[] losses = new float[steps];
    List<HostTensor> result = new ArrayList<>();
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(network.trainingStep())) {
      for (int i = 0; i < variables.size(); i++) {
        session.set(variables.get(i), values.get(i));
      }
      for (int i = 0; i < steps; i++) {
        int step = firstStep + i;
        losses[i] = executable.run(network.batch(step), new NoiseSeed(1, step)).get("loss").item();
      }
      variables.forEach(variable -> result.add(session.get(variable)));
    }
    result.add(HostTensor.of(Shape.of(steps), losses));
    return result;
  }

  private static void sameBits(List<HostTensor> expected, List<HostTensor> actual) {
    Expect.that(expected.equals(actual), "the two runs end with different bits");
  }
}

package org.bcnn.tasks.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The exponential moving average of variables. */
class MovingAverageTest {
  private static final Variable VALUE = new Variable("value", Shape.of(2));

  /** By the formula, in double precision; the decay is early (1 + t) / (10 + t), then 0.4. */
  @Test
  void theAverageIsThatOfTheFormula() {
    MovingAverage average = new MovingAverage(List.of(VALUE), 0.4);
    HostTensor start = HostTensor.of(VALUE.shape(), new float[] {1, -2});
    try (Backend backend = Backends.find().choose("tf").open(new BackendOptions(1));
        Session session = backend.openSession()) {
      session.set(VALUE, start);
      session.setAll(average.initialState(Map.of(VALUE, start)));
      assertEquals(start, average.values(session).get(VALUE));
      double[] expected = {1, -2};
      try (Executable update = session.compile(average.update())) {
        for (int t = 0; t < 12; t++) {
          float[] values = {3 + t, 5 - 2f * t};
          session.set(VALUE, HostTensor.of(VALUE.shape(), values));
          update.run(Map.of(), new NoiseSeed(1, t));
          double decay = Math.min(0.4, (1.0 + t) / (10 + t));
          for (int i = 0; i < 2; i++) {
            expected[i] = decay * expected[i] + (1 - decay) * values[i];
          }
          float[] actual = average.values(session).get(VALUE).data();
          assertArrayEquals(expected, new double[] {actual[0], actual[1]}, 1e-5, "update " + t);
          assertEquals(3 + t, session.get(VALUE).data()[0], "what is averaged stays");
        }
      }
      assertEquals(12, session.get(average.state().get(0)).item());
    }
  }

  @Test
  void theDecayIsBelowOne() {
    assertThrows(IllegalArgumentException.class, () -> new MovingAverage(List.of(VALUE), 1));
    assertThrows(IllegalArgumentException.class, () -> new MovingAverage(List.of(VALUE), -0.1));
    assertThrows(
        IllegalArgumentException.class, () -> new MovingAverage(List.of(VALUE), Double.NaN));
  }
}

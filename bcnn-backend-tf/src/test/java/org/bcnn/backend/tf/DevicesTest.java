package org.bcnn.backend.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class DevicesTest {
  private static ConfigProto cpus(int count) {
    return ConfigProto.newBuilder().putDeviceCount("CPU", count).build();
  }

  @Test
  void theEngineTellsItsDevices() {
    try (Backend backend = new TensorFlowProvider().open(BackendOptions.DEFAULT)) {
      List<String> two = Devices.types(cpus(2));
      assertEquals(2, two.stream().filter("cpu"::equals).count(), "the configuration is heard");
      assertEquals(Devices.preferred(cpus(1)), backend.info().device());
      assertTrue(two.contains("cpu"), two.toString());
    }
  }
}

package org.bcnn.backend.tf;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_OK;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bcnn.backend.BackendException;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * The devices that a session of the engine has. Only the engine's C interface tells, so this is the
 * one place that uses it.
 */
final class Devices {
  private static final String CPU = "cpu";

  private Devices() {}

  /** Returns the device that a session computes on: the first that is no CPU, else the CPU. */
  static String preferred(ConfigProto config) {
    return types(config).stream().filter(type -> !type.equals(CPU)).findFirst().orElse(CPU);
  }

  /** Returns the types of the devices, in lower case, in the engine's order. */
  static List<String> types(ConfigProto config) {
    TF_Status status = TF_NewStatus();
    TF_Graph graph = TF_NewGraph();
    TF_SessionOptions options = TF_NewSessionOptions();
    byte[] bytes = config.toByteArray();
    try (BytePointer serialised = new BytePointer(bytes)) {
      TF_SetConfig(options, serialised, bytes.length, status);
      requireOk(status);
      TF_Session session = TF_NewSession(graph, options, status);
      requireOk(status);
      try {
        return types(session, status);
      } finally {
        TF_CloseSession(session, status);
        TF_DeleteSession(session, status);
      }
    } finally {
      TF_DeleteSessionOptions(options);
      TF_DeleteGraph(graph);
      TF_DeleteStatus(status);
    }
  }

  private static List<String> types(TF_Session session, TF_Status status) {
    TF_DeviceList devices = TF_SessionListDevices(session, status);
    requireOk(status);
    try {
      List<String> types = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) {
        types.add(TF_DeviceListType(devices, i, status).getString().toLowerCase(Locale.ROOT));
      }
      return types;
    } finally {
      TF_DeleteDeviceList(devices);
    }
  }

  private static void requireOk(TF_Status status) {
    if (TF_GetCode(status) != TF_OK) {
      throw new BackendException(
          "TensorFlow does not tell its devices: " + TF_Message(status).getString());
    }
  }
}

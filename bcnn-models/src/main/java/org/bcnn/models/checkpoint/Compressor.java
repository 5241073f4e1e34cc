package org.bcnn.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bcnn.graph.Variable;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.layer.WeightMask;
import org.bcnn.posterior.GaussianFamily;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;

/** Makes the compressed form of the values of a network, and the values of that. Stateless. */
final class Compressor {
  /** The key of the specification of a tensor is this and its name. */
  static final String PREFIX = "bcnn.tensor.";

  /** Biases, scales and shifts have fewer axes. There are few of them, and they are kept exact. */
  private static final int WEIGHT_AXES = 2;

  private Compressor() {}

  /** How a variable is compressed. */
  private record Plan(TensorCode code, String mask) {
    static final Plan EXACT = new Plan(TensorCode.EXACT, null);
  }

  /** Packs the values of the variables of a network; the metadata is that of the tensors alone. */
  static PackedTensors pack(
      NetworkVariables network, Map<String, HostTensor> values, Compression compression) {
    Map<String, Plan> plans = plans(network, compression);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, byte[]> tensors = new LinkedHashMap<>();
    // Masks first, so that they are there when what they mask is read.
    for (boolean masks : new boolean[] {true, false}) {
      for (Variable variable : network.all()) {
        String name = variable.name();
        Plan plan = plans.getOrDefault(name, Plan.EXACT);
        if ((plan.code == TensorCode.MASK) == masks) {
          pack(name, values, plan, compression, metadata, tensors);
        }
      }
    }
    return new PackedTensors(metadata, tensors);
  }

  private static void pack(
      String name,
      Map<String, HostTensor> values,
      Plan plan,
      Compression compression,
      Map<String, String> metadata,
      Map<String, byte[]> tensors) {
    HostTensor tensor = values.get(name);
    Spec spec = plan.code.spec(tensor.shape());
    float[] stored = tensor.data();
    if (plan.mask != null) {
      HostTensor mask = values.get(plan.mask);
      Optional<Float> removed = removed(tensor, mask);
      if (removed.isPresent()) {
        spec =
            spec.with(TensorCode.MASKED_BY, plan.mask)
                .with(TensorCode.REMOVED, Float.toString(removed.get()));
        stored = TensorCode.kept(tensor, mask);
      }
    }
    Spec chosen = plan.code.choose(spec, stored, compression.bits());
    metadata.put(PREFIX + name, chosen.toString());
    tensors.put(name, Deflated.of(plan.code.encode(chosen, stored)));
  }

  /** Returns the value that all removed weights have; empty if they differ, or there are none. */
  private static Optional<Float> removed(HostTensor tensor, HostTensor mask) {
    Float found = null;
    for (int i = 0; i < mask.data().length; i++) {
      if (mask.data()[i] == 0) {
        float value = tensor.data()[i];
        if (found != null && found != value) {
          return Optional.empty();
        }
        found = value;
      }
    }
    return Optional.ofNullable(found);
  }

  private static Map<String, Plan> plans(NetworkVariables network, Compression compression) {
    Map<String, Plan> plans = new LinkedHashMap<>();
    boolean exact = compression == Compression.BITS_32;
    for (Parameter parameter : network.parameters()) {
      if (parameter.shape().rank() < WEIGHT_AXES) {
        continue;
      }
      String mask = parameter.mask().map(WeightMask::variable).map(Variable::name).orElse(null);
      TensorCode means = exact ? TensorCode.EXACT : TensorCode.LINEAR;
      TensorCode scales = exact ? TensorCode.EXACT : TensorCode.LOG_SCALE;
      if (mask != null) {
        plans.put(mask, new Plan(TensorCode.MASK, null));
      }
      if (!(parameter instanceof VariationalParameter weights)) {
        parameter.variables().forEach(each -> plans.put(each.name(), new Plan(means, mask)));
      } else if (weights.posterior() instanceof GaussianFamily family) {
        plans.put(family.mean(weights.site()).name(), new Plan(means, mask));
        plans.put(family.rho(weights.site()).name(), new Plan(scales, mask));
      }
    }
    return plans;
  }

  /** Restores the values. */
  static Map<String, HostTensor> unpack(PackedTensors packed) throws MalformedFileException {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : packed.tensors().entrySet()) {
      String name = entry.getKey();
      String text = packed.metadata().get(PREFIX + name);
      if (text == null) {
        throw new MalformedFileException(
            String.format("has no \"%s%s\" in its metadata", PREFIX, name));
      }
      try {
        values.put(name, unpack(name, Spec.parse(text), entry.getValue(), values));
      } catch (IllegalArgumentException e) {
        throw new MalformedFileException(
            String.format("has metadata that make no sense: %s: %s", name, e.getMessage()), e);
      }
    }
    return values;
  }

  private static HostTensor unpack(
      String name, Spec spec, byte[] deflated, Map<String, HostTensor> values)
      throws MalformedFileException {
    TensorCode code = TensorCode.of(name, spec);
    var shape = TensorCode.shape(spec);
    if (!spec.settings().containsKey(TensorCode.MASKED_BY)) {
      int count = shape.size();
      byte[] bytes = Deflated.inflate(name, deflated, code.bytes(spec, count));
      return HostTensor.of(shape, code.decode(spec, bytes, count));
    }
    HostTensor mask = values.get(spec.text(TensorCode.MASKED_BY));
    if (mask == null || !mask.shape().equals(shape)) {
      throw new IllegalArgumentException("its mask is not before it, or of another shape");
    }
    int count = TensorCode.kept(mask, mask).length;
    byte[] bytes = Deflated.inflate(name, deflated, code.bytes(spec, count));
    return HostTensor.of(
        shape,
        TensorCode.spread(
            code.decode(spec, bytes, count), mask, (float) spec.number(TensorCode.REMOVED)));
  }
}

package org.bcnn.models.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tensor.Shape;

/**
 * The header of a safetensors file, checked: the tensors lie one after another and fill the rest of
 * the file.
 *
 * @param metadata texts by name, in the file's order
 * @param tensors what tensors are, by name, in the order in which they lie in the file
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Stored> tensors) {

  /** What a tensor is. */
  record Stored(ElementType type, Shape shape) {}

  /** The entry of the header that is not a tensor. */
  static final String METADATA = "__metadata__";

  /** The tensors begin at a multiple of this, as other tools expect. */
  private static final int ALIGNMENT = 8;

  private static final String TYPE = "dtype";
  private static final String SHAPE = "shape";
  private static final String OFFSETS = "data_offsets";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where the bytes of a tensor are, counted from the end of the header. */
  private record Extent(String name, Stored tensor, long begin, long end) {}

  /** Returns the bytes of the header, spaces at its end included. */
  static byte[] encode(Map<String, String> texts, Map<String, Shape> shapes, ElementType type) {
    ObjectNode root = JSON.createObjectNode();
    if (!texts.isEmpty()) {
      ObjectNode metadata = root.putObject(METADATA);
      texts.forEach(metadata::put);
    }
    long offset = 0;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      Shape shape = entry.getValue();
      long end = offset + (long) type.bytes() * shape.size();
      ObjectNode tensor = root.putObject(entry.getKey()).put(TYPE, type.name());
      Arrays.stream(shape.toArray()).forEach(tensor.putArray(SHAPE)::add);
      tensor.putArray(OFFSETS).add(offset).add(end);
      offset = end;
    }
    byte[] json;
    try {
      json = JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written as JSON", e);
    }
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = Arrays.copyOf(json, padded);
    Arrays.fill(header, json.length, padded, (byte) ' ');
    return header;
  }

  /**
   * Reads a header.
   *
   * @param text the header
   * @param dataBytes how many bytes follow it in the file
   */
  static SafetensorsHeader parse(String text, long dataBytes) throws MalformedFileException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(
          "is not a safetensors file, or damaged: its header is not JSON ("
              + e.getOriginalMessage()
              + ")",
          e);
    }
    require(root.isObject(), "is not a safetensors file: its header is not a JSON object");
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Extent> extents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equals(METADATA)) {
        readMetadata(entry.getValue(), metadata);
      } else {
        extents.add(readExtent(entry.getKey(), entry.getValue()));
      }
    }
    return new SafetensorsHeader(metadata, inPlace(extents, dataBytes));
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata)
      throws MalformedFileException {
    require(node.isObject(), "is damaged: its metadata is not a JSON object");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      require(
          entry.getValue().isTextual(),
          "is damaged: its metadata \"%s\" is not a text".formatted(entry.getKey()));
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
  }

  private static Extent readExtent(String name, JsonNode node) throws MalformedFileException {
    JsonNode type = node.path(TYPE);
    require(type.isTextual(), "is damaged: its tensor \"%s\" has no type".formatted(name));
    ElementType elements = null;
    for (ElementType known : ElementType.values()) {
      elements = known.name().equals(type.textValue()) ? known : elements;
    }
    if (elements == null) {
      throw unreadable(name, type.textValue(), ElementType.F32);
    }
    Shape shape = readShape(name, node.path(SHAPE));
    JsonNode offsets = node.path(OFFSETS);
    require(
        offsets.isArray() && offsets.size() == 2 && isCount(offsets.get(0), offsets.get(1)),
        "is damaged: its tensor \"%s\" has the offsets %s, which are not two positions"
            .formatted(name, offsets));
    long begin = offsets.get(0).longValue();
    long end = offsets.get(1).longValue();
    require(
        end - begin == (long) elements.bytes() * shape.size(),
        "is damaged: its tensor \"%s\" of shape %s has %d bytes instead of %d"
            .formatted(name, shape, end - begin, (long) elements.bytes() * shape.size()));
    return new Extent(name, new Stored(elements, shape), begin, end);
  }

  /** Checks that all tensors are of a type. */
  void requireType(ElementType type) throws MalformedFileException {
    for (Map.Entry<String, Stored> tensor : tensors.entrySet()) {
      if (tensor.getValue().type() != type) {
        throw unreadable(tensor.getKey(), tensor.getValue().type().name(), type);
      }
    }
  }

  private static MalformedFileException unreadable(String name, String type, ElementType wanted) {
    return new MalformedFileException(
        "cannot be used: its tensor \"%s\" is of type %s, and only %s can be read"
            .formatted(name, type, wanted));
  }

  private static Shape readShape(String name, JsonNode node) throws MalformedFileException {
    require(node.isArray(), "is damaged: its tensor \"%s\" has no shape".formatted(name));
    int[] dims = new int[node.size()];
    for (int i = 0; i < dims.length; i++) {
      require(
          node.get(i).isIntegralNumber() && node.get(i).canConvertToInt(),
          "cannot be used: its tensor \"%s\" has the shape %s".formatted(name, node));
      dims[i] = node.get(i).intValue();
    }
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          String.format("cannot be used: its tensor \"%s\": %s", name, e.getMessage()), e);
    }
  }

  private static boolean isCount(JsonNode... nodes) {
    return Arrays.stream(nodes)
        .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.longValue() >= 0);
  }

  /** Orders tensors by their place, and checks that they fill the data without gap or overlap. */
  private static Map<String, Stored> inPlace(List<Extent> extents, long dataBytes)
      throws MalformedFileException {
    extents.sort(Comparator.comparingLong(Extent::begin));
    Map<String, Stored> tensors = new LinkedHashMap<>();
    long at = 0;
    for (Extent extent : extents) {
      require(
          extent.begin() == at,
          "is damaged: its tensor \"%s\" begins at %d, where the one before it ends at %d"
              .formatted(extent.name(), extent.begin(), at));
      at = extent.end();
      tensors.put(extent.name(), extent.tensor());
    }
    require(
        at <= dataBytes,
        "is cut short: its tensors need %d bytes and it has only %d of them"
            .formatted(at, dataBytes));
    require(
        at == dataBytes,
        "is damaged: %d bytes follow its last tensor and belong to none".formatted(dataBytes - at));
    return tensors;
  }

  private static void require(boolean condition, String message) throws MalformedFileException {
    if (!condition) {
      throw new MalformedFileException(message);
    }
  }
}

package org.bcnn.models.checkpoint;

import java.util.List;
import org.bcnn.models.NetworkDescription;

/** The kinds of networks that can be stored. */
final class NetworkKinds {
  static final ClassifierKind CLASSIFICATION = new ClassifierKind();
  static final SuperResolutionKind SUPER_RESOLUTION = new SuperResolutionKind();
  static final GeneratorKind GENERATION = new GeneratorKind();
  static final DiscriminatorKind DISCRIMINATION = new DiscriminatorKind();

  private static final List<NetworkKind<?, ?>> ALL =
      List.of(CLASSIFICATION, SUPER_RESOLUTION, GENERATION, DISCRIMINATION);

  private NetworkKinds() {}

  /** Returns the values of {@link NetworkKind#task}. */
  static List<String> tasks() {
    return ALL.stream().<String>map(NetworkKind::task).toList();
  }

  /** Returns the kind of a task, one of {@link #tasks()}. */
  static NetworkKind<?, ?> ofTask(String task) {
    return ALL.get(tasks().indexOf(task));
  }

  /** Returns the kind that a description is of. */
  static NetworkKind<?, ?> of(NetworkDescription description) {
    for (NetworkKind<?, ?> kind : ALL) {
      if (kind.type().isInstance(description)) {
        return kind;
      }
    }
    throw new IllegalStateException(description.getClass() + " is of no kind that can be stored");
  }
}

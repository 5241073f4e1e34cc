package org.bcnn.models.checkpoint;

import java.util.function.Function;
import java.util.function.Supplier;
import org.bcnn.models.ClassifierModel;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.models.GanModel;
import org.bcnn.models.GanProvider;
import org.bcnn.models.SuperResolutionModel;
import org.bcnn.models.SuperResolutionProvider;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.spec.Registry;
import org.bcnn.spec.Spec;

/**
 * A kind of component that a checkpoint stores by its specification, and that may come from a jar
 * of somebody else.
 *
 * @param kind what it is called
 * @param provider the interface of its providers
 * @param registry finds those on the class path
 * @param specifier gives the specification of one
 */
record Component<T>(
    String kind, Class<?> provider, Supplier<Registry<T>> registry, Function<T, Spec> specifier) {

  static final Component<ClassifierModel> MODEL =
      new Component<>(
          "model", ClassifierProvider.class, ClassifierProvider::registry, ClassifierModel::spec);

  static final Component<SuperResolutionModel> SUPER_RESOLUTION_MODEL =
      new Component<>(
          "super-resolution model",
          SuperResolutionProvider.class,
          SuperResolutionProvider::registry,
          SuperResolutionModel::spec);

  static final Component<GanModel> GAN_MODEL =
      new Component<>("GAN model", GanProvider.class, GanProvider::registry, GanModel::spec);

  static final Component<Posterior> POSTERIOR =
      new Component<>(
          "posterior", PosteriorProvider.class, PosteriorProvider::registry, Posterior::spec);

  static final Component<Prior> PRIOR =
      new Component<>("prior", PriorProvider.class, PriorProvider::registry, Prior::spec);

  /**
   * Makes the component that a checkpoint names.
   *
   * @throws IllegalArgumentException if the specification makes no sense
   * @throws CheckpointException if no provider on the class path has the name
   */
  T create(String specification) {
    Spec spec = Spec.parse(specification);
    Registry<T> known = registry.get();
    if (!known.names().contains(spec.name())) {
      throw new CheckpointException(
          String.format(
              "its %s \"%s\" is not on the class path, which has %s; add the jar with the %s of"
                  + " that name to the class path, or, if it is bcnn's own, read the checkpoint"
                  + " with the version of bcnn that wrote it or a newer one",
              kind, spec.name(), String.join(", ", known.names()), provider.getName()));
    }
    return known.create(spec);
  }

  /**
   * Returns the specification to store.
   *
   * @throws CheckpointException if it has none, or none that it can be made from again
   */
  String specification(T component) {
    Spec spec;
    try {
      spec = specifier.apply(component);
    } catch (UnsupportedOperationException e) {
      throw new CheckpointException(
          String.format(
              "a network with the %s %s cannot be stored, because it has no name: override its"
                  + " spec(), and list a %s for it in META-INF/services",
              kind, component, provider.getName()),
          e);
    }
    try {
      registry.get().create(spec);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          String.format(
              "a network with the %s \"%s\" cannot be stored, because it could not be read again:"
                  + " %s; list a %s for it in META-INF/services",
              kind, spec, e.getMessage(), provider.getName()),
          e);
    }
    return spec.toString();
  }
}

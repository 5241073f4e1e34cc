package org.bcnn.models.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bcnn.graph.Variable;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tensor.HostTensor;

/**
 * A trained network with all that is needed to build it again, and where it comes from.
 *
 * <p>Immutable and thread-safe: maps and values are copied when a checkpoint is made. The arrays of
 * {@link #values()} are the checkpoint's own; nobody may write to them.
 *
 * @param architecture what the network is built from
 * @param weights what its weights are
 * @param training the settings it was trained with, such as {@code epochs} or {@code klWeight}, in
 *     the order in which they are to be shown
 * @param seed the seed of the run
 * @param provenance where it comes from, such as backend, version and digest of the data, in the
 *     order in which it is to be shown
 * @param progress how far the run was, for it to be taken up again; empty if that is not stored
 * @param values the values of variables by name, in the order in which they are stored: every
 *     variable of the network, and perhaps the state of the optimiser
 */
public record Checkpoint(
    NetworkDescription architecture,
    WeightsDescription weights,
    Map<String, String> training,
    long seed,
    Map<String, String> provenance,
    Map<String, String> progress,
    Map<String, HostTensor> values) {

  /** Copies maps and values, whose order is kept. */
  public Checkpoint {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(weights, "weights");
    training = InOrder.copy(training);
    provenance = InOrder.copy(provenance);
    progress = InOrder.copy(progress);
    Map<String, HostTensor> copies = new LinkedHashMap<>();
    values.forEach((name, value) -> copies.put(name, copy(value)));
    values = Collections.unmodifiableMap(copies);
  }

  /**
   * A checkpoint that does not say how far its run was.
   *
   * @param architecture what the network is built from
   * @param weights what its weights are
   * @param training the settings it was trained with
   * @param seed the seed of the run
   * @param provenance where it comes from
   * @param values the values of variables by name
   */
  public Checkpoint(
      NetworkDescription architecture,
      WeightsDescription weights,
      Map<String, String> training,
      long seed,
      Map<String, String> provenance,
      Map<String, HostTensor> values) {
    this(architecture, weights, training, seed, provenance, Map.of(), values);
  }

  /**
   * Returns what the network is built from, if it is a classifier.
   *
   * @return the architecture
   * @throws CheckpointException if it is another network; the message says what it is for
   */
  public ClassifierDescription classifierDescription() {
    return NetworkKinds.CLASSIFICATION.description(this);
  }

  /**
   * Returns what the network is built from, if it is for super-resolution.
   *
   * @return the architecture
   * @throws CheckpointException if it is another network; the message says what it is for
   */
  public SuperResolutionDescription superResolutionDescription() {
    return NetworkKinds.SUPER_RESOLUTION.description(this);
  }

  /**
   * Returns what the network is built from, if it is the generator of a generative adversarial
   * network.
   *
   * @return the architecture
   * @throws CheckpointException if it is another network; the message says what it is for
   */
  public GeneratorDescription generatorDescription() {
    return NetworkKinds.GENERATION.description(this);
  }

  /**
   * Returns what the network is built from, if it is the discriminator of a generative adversarial
   * network.
   *
   * @return the architecture
   * @throws CheckpointException if it is another network; the message says what it is for
   */
  public DiscriminatorDescription discriminatorDescription() {
    return NetworkKinds.DISCRIMINATION.description(this);
  }

  /**
   * Builds the network, whatever it is for, and checks that every variable has a value of the right
   * shape. Values of other variables are left alone.
   *
   * @return the network
   * @throws CheckpointException if the model is unknown or cannot be built as described, or a value
   *     is missing or of another shape; the message names it
   */
  public DescribedNetwork network() {
    return whole(NetworkKinds.of(architecture));
  }

  /**
   * Builds the network, whatever it is for and whatever values there are.
   *
   * @return the network
   * @throws CheckpointException if the model is unknown or cannot be built as described
   */
  public DescribedNetwork emptyNetwork() {
    return NetworkKinds.of(architecture).build(this);
  }

  /**
   * Builds the classifier and checks that every variable has a value of the right shape. Values of
   * other variables are left alone.
   *
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or does not take
   *     such images, or a value is missing or of another shape; the message names it
   */
  public ImageClassifier classifier() {
    return whole(NetworkKinds.CLASSIFICATION);
  }

  /**
   * Builds the classifier and checks that there is a value of the right shape for every variable,
   * that there is one for all of the optimiser's variables or for none, and that there is nothing
   * else.
   *
   * @param optimizerState the variables of the optimiser's state, as {@link
   *     org.bcnn.optimizer.Optimizer#state} gives them; empty to refuse values of any
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or does not take
   *     such images, or a value is missing, unknown or of another shape; the message names it
   */
  public ImageClassifier classifier(List<Variable> optimizerState) {
    return nothingElse(NetworkKinds.CLASSIFICATION, optimizerState);
  }

  /**
   * Builds the network for super-resolution and checks that every variable has a value of the right
   * shape. Values of other variables are left alone.
   *
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing or of another shape; the message names it
   */
  public SuperResolver superResolver() {
    return whole(NetworkKinds.SUPER_RESOLUTION);
  }

  /**
   * Builds the network for super-resolution and checks that there is a value of the right shape for
   * every variable, that there is one for all of the optimiser's variables or for none, and that
   * there is nothing else.
   *
   * @param optimizerState the variables of the optimiser's state, as {@link
   *     org.bcnn.optimizer.Optimizer#state} gives them; empty to refuse values of any
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing, unknown or of another shape; the message names it
   */
  public SuperResolver superResolver(List<Variable> optimizerState) {
    return nothingElse(NetworkKinds.SUPER_RESOLUTION, optimizerState);
  }

  /**
   * Builds the generator and checks that every variable has a value of the right shape. Values of
   * other variables are left alone.
   *
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing or of another shape; the message names it
   */
  public Generator generator() {
    return whole(NetworkKinds.GENERATION);
  }

  /**
   * Builds the generator and checks that there is a value of the right shape for every variable,
   * that there is one for all of the optimiser's variables or for none, and that there is nothing
   * else.
   *
   * @param optimizerState the variables of the optimiser's state, as {@link
   *     org.bcnn.optimizer.Optimizer#state} gives them; empty to refuse values of any
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing, unknown or of another shape; the message names it
   */
  public Generator generator(List<Variable> optimizerState) {
    return nothingElse(NetworkKinds.GENERATION, optimizerState);
  }

  /**
   * Builds the discriminator and checks that every variable has a value of the right shape. Values
   * of other variables are left alone.
   *
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing or of another shape; the message names it
   */
  public Discriminator discriminator() {
    return whole(NetworkKinds.DISCRIMINATION);
  }

  /**
   * Builds the discriminator and checks that there is a value of the right shape for every
   * variable, that there is one for all of the optimiser's variables or for none, and that there is
   * nothing else.
   *
   * @param optimizerState the variables of the optimiser's state, as {@link
   *     org.bcnn.optimizer.Optimizer#state} gives them; empty to refuse values of any
   * @return the network
   * @throws CheckpointException if it is another network, the model is unknown or cannot be built
   *     as described, or a value is missing, unknown or of another shape; the message names it
   */
  public Discriminator discriminator(List<Variable> optimizerState) {
    return nothingElse(NetworkKinds.DISCRIMINATION, optimizerState);
  }

  private <N extends DescribedNetwork> N whole(NetworkKind<?, N> kind) {
    N network = kind.build(this);
    requireValues(network.variables().all());
    return network;
  }

  private <N extends DescribedNetwork> N nothingElse(
      NetworkKind<?, N> kind, List<Variable> optimizerState) {
    N network = whole(kind);
    if (optimizerState.stream().anyMatch(variable -> values.containsKey(variable.name()))) {
      requireValues(optimizerState);
    }
    Set<String> unknown = new LinkedHashSet<>(values.keySet());
    List.of(network.variables().all(), optimizerState).stream()
        .flatMap(List::stream)
        .map(Variable::name)
        .forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint has values that "
              + architecture.model()
              + " does not know: "
              + String.join(", ", unknown)
              + "; it is of another network or another version of bcnn");
    }
    return network;
  }

  private void requireValues(List<Variable> variables) {
    List<String> missing = new ArrayList<>();
    for (Variable variable : variables) {
      HostTensor value = values.get(variable.name());
      if (value == null) {
        missing.add(variable.name());
      } else if (!value.shape().equals(variable.shape())) {
        throw new CheckpointException(
            String.format(
                "the checkpoint's value of %s has the shape %s but %s needs %s; it is of another"
                    + " network or another version of bcnn",
                variable.name(), value.shape(), architecture.model(), variable.shape()));
      }
    }
    if (!missing.isEmpty()) {
      throw new CheckpointException(
          String.format(
              "the checkpoint lacks values of %s: %s; it is of another network or another version"
                  + " of bcnn",
              architecture.model(), String.join(", ", missing)));
    }
  }

  private static HostTensor copy(HostTensor value) {
    return HostTensor.of(value.shape(), value.data().clone());
  }
}

package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.models.Discriminator;
import org.bcnn.models.Generator;
import org.bcnn.objective.AdversarialLoss;
import org.bcnn.tensor.HostTensor;

/**
 * A generative adversarial network (Goodfellow et al. 2014; with distributions over the weights of
 * a player, or of both, Saatchi and Wilson 2017): who plays and for what. Immutable and
 * thread-safe.
 *
 * <p>A Bayesian generator is best trained by {@linkplain org.bcnn.layer.Estimator#WEIGHT_SAMPLING
 * sampled weights}: under local reparameterisation pixels draw independently, which is noise in an
 * image.
 *
 * @param generator makes images
 * @param discriminator judges them
 * @param loss what the players minimise
 * @param generatorLoss what the generator minimises, if not its side of that
 * @param instanceNoise the deviation of the noise that is added to every pixel (−1 to 1) the
 *     discriminator sees in training, 0 for none: instance noise (Sønderby et al. 2017; Arjovsky
 *     and Bottou 2017), without which it may tell images apart by what no eye would see
 * @param trainingExamples N, the number of real images that are trained on, of which each player's
 *     KL divergence is weighted by {@code κ/N}
 * @param noise who makes the noise of weights and the latent vectors
 */
public record Game(
    Contestant<Generator> generator,
    Contestant<Discriminator> discriminator,
    AdversarialLoss loss,
    GeneratorLoss generatorLoss,
    double instanceNoise,
    long trainingExamples,
    NoiseSource noise) {
  /** Checks that the players work on the same images, N is positive, and no variable is of both. */
  public Game {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(generatorLoss, "generatorLoss");
    Objects.requireNonNull(noise, "noise");
    if (!generator.player().imageShape(1).equals(discriminator.player().imageShape(1))) {
      throw new IllegalArgumentException(
          String.format(
              "the generator makes images %s, the discriminator takes %s",
              generator.player().imageShape(1), discriminator.player().imageShape(1)));
    }
    if (trainingExamples < 1) {
      throw new IllegalArgumentException(
          "trainingExamples must be at least 1, got " + trainingExamples);
    }
    Set<String> names = new HashSet<>();
    for (Variable variable : variables(generator, discriminator)) {
      if (!names.add(variable.name())) {
        throw new IllegalArgumentException(
            "both players have a variable "
                + variable.name()
                + "; give the optimisers states of different names");
      }
    }
  }

  /**
   * A game in which both players minimise the same loss, without instance noise.
   *
   * @param generator makes images
   * @param discriminator judges them
   * @param loss what the players minimise
   * @param trainingExamples N, the number of real images that are trained on
   * @param noise who makes the noise of weights and the latent vectors
   */
  public Game(
      Contestant<Generator> generator,
      Contestant<Discriminator> discriminator,
      AdversarialLoss loss,
      long trainingExamples,
      NoiseSource noise) {
    this(generator, discriminator, loss, GeneratorLoss.ADVERSARIAL, 0, trainingExamples, noise);
  }

  private static List<Variable> variables(
      Contestant<Generator> generator, Contestant<Discriminator> discriminator) {
    List<Variable> all = new ArrayList<>();
    for (Contestant<?> contestant : List.of(generator, discriminator)) {
      all.addAll(contestant.variables());
      all.addAll(contestant.state());
    }
    return all;
  }

  /**
   * Returns the variables of both players and of their optimisers.
   *
   * @return the variables, the generator's first
   */
  public List<Variable> variables() {
    return List.copyOf(variables(generator, discriminator));
  }

  /**
   * Returns what they start from.
   *
   * @param seed the seed
   * @return a value for each of {@link #variables()}
   */
  public Map<Variable, HostTensor> initialValues(long seed) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>(generator.initialValues(seed));
    values.putAll(discriminator.initialValues(seed));
    return Collections.unmodifiableMap(values);
  }
}

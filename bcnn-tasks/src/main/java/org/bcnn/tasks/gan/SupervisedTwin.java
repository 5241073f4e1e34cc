package org.bcnn.tasks.gan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Network;
import org.bcnn.models.Discriminator;
import org.bcnn.objective.CategoricalLikelihood;
import org.bcnn.objective.DiscriminatorLogits;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tasks.training.TrainingGraph;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The discriminator of a semi-supervised game without the game: the same network from the same
 * start, trained as a classifier on the same images with labels and nothing else. What the game is
 * worth for classification is how far it is ahead of this. Stateless.
 */
public final class SupervisedTwin {
  /** The most steps it is trained for; on a few hundred images its loss is flat long before. */
  public static final int MOST_STEPS = 2000;

  private SupervisedTwin() {}

  /**
   * Trains the twin, for as many steps as the game has rounds, up to {@value #MOST_STEPS}, at the
   * learning rate of the discriminator.
   *
   * @param backend the backend
   * @param plan the plan of a game with labels
   * @param images the real images, all of them; those with labels are chosen as for the game
   * @param noise who makes the noise
   * @param stop asked before every step whether to stop
   * @return a value for each variable of the discriminator
   * @throws IllegalArgumentException if the plan has no labels
   * @throws TrainingInterruptedException if asked to stop
   */
  public static Map<Variable, HostTensor> train(
      Backend backend,
      GanPlan plan,
      LabelledImages images,
      NoiseSource noise,
      BooleanSupplier stop) {
    int labels =
        plan.supervision()
            .orElseThrow(
                () -> new IllegalArgumentException("a game without labels has no such twin"))
            .labels();
    LabelledImages known = images.subset(LabelSelection.choose(images, labels, plan.seed()));
    int batch = Math.min(plan.optimisation().batchSize(), known.count());
    Game game = plan.game(images.classes(), known.count(), noise);
    Contestant<Discriminator> contestant = game.discriminator();
    long rounds =
        (long) plan.optimisation().epochs() * images.count() / plan.optimisation().batchSize();
    try (Session session = backend.openSession()) {
      session.setAll(contestant.initialValues(plan.seed()));
      try (Executable step = session.compile(step(game, batch, known.classes()))) {
        for (long done = 0; done < Math.min(rounds, MOST_STEPS); done++) {
          if (stop.getAsBoolean()) {
            throw new TrainingInterruptedException("stopped while the supervised twin was trained");
          }
          step.run(inputs(plan, known, batch, done), new NoiseSeed(plan.seed(), done));
        }
      }
      return session.getAll(contestant.variables());
    }
  }

  private static Function step(Game game, int batch, int classes) {
    GraphBuilder graph = new GraphBuilder();
    Contestant<Discriminator> own = game.discriminator();
    Tensor images = graph.input(GameFunctions.LABELLED, own.player().imageShape(batch));
    Tensor labels = graph.input(GameFunctions.LABELS, Shape.of(batch, classes));
    Network<Tensor, Tensor> classifier =
        Network.of(
            List.of(own.player().network()),
            (x, pass) -> DiscriminatorLogits.classes(own.player().network().apply(x, pass)));
    ObjectiveTerms<Tensor> terms =
        new TrainingGraph.Settings(own.objective(), game.trainingExamples(), game.noise())
            .variational()
            .build(
                classifier,
                GameFunctions.seen(game, images, GameFunctions.LABELLED),
                new CategoricalLikelihood(labels),
                TrainingGraph.klWeight(graph));
    return TrainingFunction.of(new TrainingGraph(graph, terms, Map.of()), own.optimizer());
  }

  private static Map<String, HostTensor> inputs(
      GanPlan plan, LabelledImages known, int batch, long step) {
    LabelledBatch labelled = LabelledBatch.draw(known, batch, plan.seed(), step);
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put(GameFunctions.LABELLED, labelled.images());
    inputs.put(GameFunctions.LABELS, labelled.labels());
    inputs.put(
        TrainingFunction.LEARNING_RATE,
        HostTensor.scalar((float) plan.optimisation().learningRate()));
    inputs.put(TrainingFunction.KL_WEIGHT, HostTensor.scalar((float) plan.objective().klWeight()));
    return inputs;
  }
}

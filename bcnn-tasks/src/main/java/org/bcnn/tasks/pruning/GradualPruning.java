package org.bcnn.tasks.pruning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tensor.HostTensor;

/**
 * Removes weights during training, a few at a time: after a share p of the steps, {@code s (1 − (1
 * − p)³)} of the weights are removed, s at the end (Zhu and Gupta 2017). What is removed is ranked
 * anew each time, and stays removed.
 */
final class GradualPruning implements TrainingListener {
  private final NetworkSession session;
  private final PruningCriterion criterion;
  private final PruningTarget.Fraction target;
  private final long steps;
  private final long interval;

  /**
   * Prepares removal.
   *
   * @param session the network, which has masks
   * @param criterion by what weights are ranked
   * @param target how many are removed in the end
   * @param steps after how many steps of training that is
   * @param times how many times weights are removed until then, at most
   */
  GradualPruning(
      NetworkSession session,
      PruningCriterion criterion,
      PruningTarget.Fraction target,
      long steps,
      int times) {
    this.session = session;
    this.criterion = criterion;
    this.target = target;
    this.steps = steps;
    this.interval = Math.max(1, steps / times);
  }

  /** Returns the share that is removed after a share of the steps. */
  static double share(double last, double progress) {
    double left = 1 - Math.min(1, progress);
    return last * (1 - left * left * left);
  }

  @Override
  public void onStep(StepRecord step) {
    boolean last = step.step() == steps;
    if (step.step() > steps || (!last && step.step() % interval != 0)) {
      return;
    }
    double now = last ? target.share() : share(target.share(), (double) step.step() / steps);
    remove(session, criterion, PruningTarget.fraction(now, target.scope()));
  }

  /** Removes weights of a network that is being trained. */
  static void remove(NetworkSession session, PruningCriterion criterion, PruningTarget target) {
    NetworkVariables network = session.variables();
    Map<String, HostTensor> changed = Pruning.removal(network, session.values(), criterion, target);
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    for (Variable variable : network.all()) {
      if (changed.containsKey(variable.name())) {
        values.put(variable, changed.get(variable.name()));
      }
    }
    session.session().setAll(values);
  }
}

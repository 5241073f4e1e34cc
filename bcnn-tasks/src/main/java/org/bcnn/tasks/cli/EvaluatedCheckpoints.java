package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.CheckpointException;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ClassifierMixture;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainedClassifier;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tasks.training.TrainingTexts;

/**
 * The checkpoints that an evaluation mixes the predictions of; mostly one.
 *
 * @param files where they are from
 * @param checkpoints the checkpoints, in the same order
 */
record EvaluatedCheckpoints(List<Path> files, List<Checkpoint> checkpoints) {
  /** How predictions are made, where that is not as the checkpoint says: null for that. */
  record Choice(Estimator estimator, int draws, Long seed) {
    EvaluationPlan plan(Checkpoint checkpoint) {
      return new EvaluationPlan(
          estimator != null ? estimator : TrainedClassifier.estimator(checkpoint),
          draws,
          seed != null ? seed : checkpoint.seed());
    }
  }

  /**
   * Reads checkpoints.
   *
   * @throws CheckpointException if one cannot be used, or their images or classes differ
   */
  static EvaluatedCheckpoints read(List<Path> files) {
    List<Checkpoint> checkpoints = files.stream().map(Checkpoints::read).toList();
    Map<String, Object> wanted = kind(checkpoints.get(0));
    for (int i = 1; i < files.size(); i++) {
      Map<String, Object> found = kind(checkpoints.get(i));
      if (!found.equals(wanted)) {
        throw new CheckpointException(
            String.format(
                "predictions of %s and %s cannot be mixed: one is for %s and the other for %s",
                files.get(0), files.get(i), wanted, found));
      }
    }
    return new EvaluatedCheckpoints(List.copyOf(files), checkpoints);
  }

  private static Map<String, Object> kind(Checkpoint checkpoint) {
    ClassifierDescription network = checkpoint.classifierDescription();
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("channels", network.channels());
    kind.put("height", network.height());
    kind.put("width", network.width());
    kind.put("classes", network.classes());
    kind.put("names", checkpoint.training().get(TrainingPlan.CLASS_NAMES));
    return kind;
  }

  boolean single() {
    return files.size() == 1;
  }

  Checkpoint first() {
    return checkpoints.get(0);
  }

  /** Returns the name of the data set that the first was trained on. */
  String data() {
    return first().training().getOrDefault(TrainingTexts.DATA, "digits");
  }

  /** Returns how many numbers were trained, of all together. */
  long parameters() {
    return checkpoints.stream()
        .mapToLong(checkpoint -> checkpoint.classifier().trainableValues())
        .sum();
  }

  /** Makes the classifiers ready; they are closed with the result. */
  Opened open(Backend backend, NoiseSource noise, Choice choice) {
    List<ClassifierMixture.Member> members = new ArrayList<>();
    try {
      for (Checkpoint checkpoint : checkpoints) {
        members.add(
            new ClassifierMixture.Member(
                choice.plan(checkpoint),
                ClassifierSession.restore(
                    backend, checkpoint.classifier(), noise, checkpoint.values())));
      }
      return new Opened(new ClassifierMixture(members));
    } catch (RuntimeException e) {
      members.forEach(member -> member.session().close());
      throw e;
    }
  }

  /** Classifiers that are open. */
  record Opened(ClassifierMixture mixture) implements AutoCloseable {
    /** Returns the divergence of each, in nats. */
    List<Double> klNats() {
      return mixture.members().stream().map(member -> member.session().klNats()).toList();
    }

    @Override
    public void close() {
      mixture.members().forEach(member -> member.session().close());
    }
  }

  /** Lists what is mixed, for {@code metrics.json}. */
  List<Map<String, Object>> members(ClassifierMixture mixture, List<Double> klNats) {
    List<Map<String, Object>> members = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("checkpoint", files.get(i).toString());
      member.put("seed", mixture.members().get(i).plan().seed());
      member.put("klNats", klNats.get(i));
      member.put("evaluatedEpoch", epoch(checkpoints.get(i)));
      member.put("training", new LinkedHashMap<>(checkpoints.get(i).training()));
      members.add(member);
    }
    return members;
  }

  /** Returns the last epoch that the weights have seen the end of, null if that is not stored. */
  static Integer epoch(Checkpoint checkpoint) {
    return checkpoint.progress().isEmpty()
        ? null
        : TrainingState.of(checkpoint.progress(), ValidationScores.NAMES).history().size();
  }
}

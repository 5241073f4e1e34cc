package org.bcnn.it.docs;

import java.io.PrintStream;
import java.nio.file.Path;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Estimator;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.Predictor;
import org.bcnn.tasks.data.DrawnDataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.uncertainty.PredictiveDistribution;

/** The example of the README, between the marks. */
final class ReadmeExample {
  private ReadmeExample() {}

  static void run(Path file, String name, PrintStream out) {
    // begin
    Checkpoint checkpoint = Checkpoints.read(file);
    LabelledImages images = DrawnDataSource.digits().withCount(Split.TEST, 100).draw(Split.TEST);
    try (Backend backend = Backends.find().choose(name).open(BackendOptions.DEFAULT);
        ClassifierSession session =
            ClassifierSession.restore(
                backend, checkpoint.classifier(), NoiseSource.PORTABLE, checkpoint.values());
        Predictor predictor = session.predictor(Estimator.LOCAL_REPARAMETERISATION, 30)) {
      PredictiveDistribution predicted = predictor.predict(images, new NoiseSeed(1, 0));
      for (int i = 0; i < images.count(); i++) {
        int label = predicted.predictedClass(i);
        boolean sure = predicted.predictiveEntropy(i) < 0.5;
        out.printf("%d: %s (%.2f)%n", i, sure ? label : "not sure", predicted.mean(i, label));
      }
    }
    // end
  }
}

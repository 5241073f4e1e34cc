package org.bcnn.it.docs;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.bcnn.tasks.classification.ImagePrediction;
import org.bcnn.tasks.classification.TrainedClassifier;

/** The example of the README, between the marks. */
final class ReadmeExample {
  private ReadmeExample() {}

  static void run(Path file, String name, List<Path> pictures, PrintStream out) {
    // begin
    try (TrainedClassifier classifier = TrainedClassifier.open(file, name)) {
      for (Path picture : pictures) {
        ImagePrediction seen = classifier.predict(picture);
        String answer = seen.answer(0.5).orElse("not sure");
        out.printf("%s: %s (%.2f)%n", picture, answer, seen.best().probability());
      }
    }
    // end
  }
}

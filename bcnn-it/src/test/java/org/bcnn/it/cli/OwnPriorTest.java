package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcnn.it.docs.SechPrior;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.prior.PriorProvider;
import org.bcnn.tasks.cli.Bcnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A prior that is only on the class path, that of {@code docs/writing-a-prior.md}, from the command
 * line by name, on one backend, and from its checkpoint on the other.
 */
final class OwnPriorTest {
  @TempDir private Path temporary;

  private static String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Bcnn.run(new PrintWriter(out), new PrintWriter(err), args);
    assertEquals(0, status, err.toString());
    return out.toString();
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  @Test
  void isAnOptionLikeAnyOther() throws IOException {
    Path services =
        Files.createDirectories(temporary.resolve("classes").resolve("META-INF/services"));
    Files.writeString(
        services.resolve(PriorProvider.class.getName()), SechPrior.SechProvider.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL classes = temporary.resolve("classes").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, before)) {
      thread.setContextClassLoader(loader);
      trainsAndComesBack();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void trainsAndComesBack() throws IOException {
    assertTrue(run("list", "priors").contains("sech"), "it is listed");
    Path trained = temporary.resolve("trained");
    run(
        "classify",
        "train",
        "--backend=tf",
        "--threads=2",
        "--prior=sech:scale=0.125",
        "--train-limit=500",
        "--epochs=1",
        "--eval-draws=3",
        "--out=" + trained);
    Path file = trained.resolve("checkpoint.safetensors");
    var weights = (WeightsDescription.Variational) Checkpoints.read(file).weights();
    assertEquals(new SechPrior(0.125), weights.prior());

    Path evaluated = temporary.resolve("evaluated");
    run(
        "classify",
        "evaluate",
        "--backend=djl",
        "--threads=2",
        "--checkpoint=" + file,
        "--eval-draws=3",
        "--out=" + evaluated);
    double nll = metrics(trained).get("nll").doubleValue();
    assertEquals(nll, metrics(evaluated).get("nll").doubleValue(), 1e-4);
    double kl = metrics(trained).get("klNats").doubleValue();
    assertEquals(kl, metrics(evaluated).get("klNats").doubleValue(), 1e-6 * kl);
  }
}

package org.bcnn.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That docs/writing-a-prior.md shows the code that is compiled and tested here, and no other. */
final class WritingAPriorTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = ROOT.resolve("docs/writing-a-prior.md");
  private static final Path SOURCES = ROOT.resolve("bcnn-it/src/test/java/org/bcnn/it/docs");

  @TempDir private Path classPath;

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static void assertShown(String file) throws IOException {
    List<String> source = stripped(Files.readAllLines(SOURCES.resolve(file)));
    List<String> example = source.subList(source.indexOf("// begin") + 1, source.indexOf("// end"));
    List<String> document = stripped(Files.readAllLines(DOCUMENT));
    int start = document.indexOf(example.get(0));
    assertTrue(start >= 0, "the document has no line " + example.get(0));
    assertEquals(example, document.subList(start, start + example.size()));
  }

  @Test
  void showsThePriorAndItsTest() throws IOException {
    assertShown("SechPrior.java");
    assertShown("SechPriorTest.java");
    assertShown("WritingAPriorTest.java");
  }

  /** The line of META-INF/services as the document has it, but for the package. */
  @Test
  void registersThePriorAsShown() throws IOException {
    Matcher shown =
        Pattern.compile("META-INF/services/(\\S+)`:\\s+org\\.example\\.(\\S+)")
            .matcher(Files.readString(DOCUMENT));
    assertTrue(shown.find(), "the document shows a line of META-INF/services");
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(services.resolve(shown.group(1)), "org.bcnn.it.docs." + shown.group(2));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertEquals(new SechPrior(0.2), PriorProvider.registry().create("sech:scale=0.2"));
      assertEquals(new SechPrior(0.3), PriorProvider.registry().create("sech"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Objects need no name: a density alone makes a network. */
  @Test
  void priorsArePassedAsObjects() {
    // begin
    Prior cauchy =
        (weights, site) -> weights.square().log1p().add(Math.log(Math.PI)).sum().negate();
    ParameterFactory factory = ParameterFactory.variational(MeanFieldGaussian.DEFAULT, cauchy);
    // end
    ClassifierDescription description =
        new ClassifierDescription("lenet5", 1, 28, 28, 10, Activation.SOFTPLUS);
    Layer network = Classifiers.build(description, factory).network();
    GraphBuilder graph = new GraphBuilder();
    Tensor labels = graph.input("labels", Shape.of(2, 10));
    Tensor kl =
        new VariationalObjective(
                1, Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 100, NoiseSource.PORTABLE)
            .build(
                network,
                graph.input("images", Shape.of(2, 1, 28, 28)),
                Likelihood.categorical(labels),
                graph.constant(1))
            .kl();
    assertTrue(
        graph.function("f").output("kl", kl).build().noise().size() > 0,
        "the divergence is estimated unasked");
  }
}

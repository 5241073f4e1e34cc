package org.bcnn.it.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules themselves: each is broken by a small class made for that, and kept by one that comes
 * close.
 */
final class RulesTest {

  @TempDir private Path reactor;

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(
            DependencyRules.API_DEPENDS_ON_THE_JDK_ALONE,
            "bcnn-api org.bcnn.graph",
            "final class A { org.slf4j.Logger a; }"),
        arguments(
            DependencyRules.TEST_KIT_DEPENDS_ON_THE_API_AND_JUNIT_ALONE,
            "bcnn-it org.bcnn.it.tck",
            "final class A { org.slf4j.Logger a; }"),
        arguments(
            DependencyRules.TENSORFLOW_STAYS_IN_ITS_BACKEND,
            "bcnn-tasks org.bcnn.tasks.cli",
            "final class A { org.tensorflow.Graph a; }"),
        arguments(
            DependencyRules.TENSORFLOW_STAYS_IN_ITS_BACKEND,
            "bcnn-backend-djl org.bcnn.backend.djl",
            "final class A { void a() throws Exception { Class<?> c = org.tensorflow.Graph.class; } }"),
        arguments(
            DependencyRules.DJL_STAYS_IN_ITS_BACKEND,
            "bcnn-models org.bcnn.models",
            "final class A { java.util.List<ai.djl.ndarray.NDArray> a; }"),
        arguments(
            DependencyRules.INJECTION_AT_THE_COMPOSITION_ROOT_ONLY,
            "bcnn-tasks org.bcnn.tasks.training",
            "final class A { @jakarta.inject.Inject A() {} }"),
        arguments(
            DependencyRules.INJECTION_AT_THE_COMPOSITION_ROOT_ONLY,
            "bcnn-tasks org.bcnn.tasks.cli",
            "final class BcnnLike { com.google.inject.Injector a; }"),
        arguments(
            DependencyRules.SERVICES_ARE_LOADED_IN_ONE_PLACE,
            "bcnn-api org.bcnn.backend",
            "final class A { Object a = java.util.ServiceLoader.load(Runnable.class); }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-models org.bcnn.models",
            "final class A { Object a = new java.util.Random(1); }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-tasks org.bcnn.tasks.data",
            "final class A { int a = java.util.concurrent.ThreadLocalRandom.current().nextInt(); }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-it org.bcnn.it.tck",
            "final class A { double a = Math.random(); }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-it org.bcnn.it.tck",
            "final class A { java.util.function.DoubleSupplier a = StrictMath::random; }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-tasks org.bcnn.tasks.data",
            "final class A { void a(java.util.List<?> l) { java.util.Collections.shuffle(l); } }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-tasks org.bcnn.tasks.data",
            "final class A { java.util.random.RandomGenerator a; }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-api org.bcnn.backend",
            "final class A { long a = System.nanoTime(); }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-api org.bcnn.backend",
            "final class A { java.util.function.LongSupplier a = System::currentTimeMillis; }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-tasks org.bcnn.tasks.report",
            "final class A { Object a = java.time.Instant.now(); }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-tasks org.bcnn.tasks.report",
            "final class A { Object a = java.time.Clock.systemUTC(); }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-tasks org.bcnn.tasks.report",
            "final class A { Object a = new java.util.Date(); }"),
        arguments(
            CodeRules.THE_CONSOLE_BELONGS_TO_THE_COMMAND_LINE,
            "bcnn-tasks org.bcnn.tasks.training",
            "final class A { void a() { System.out.println(); } }"),
        arguments(
            CodeRules.THE_CONSOLE_BELONGS_TO_THE_COMMAND_LINE,
            "bcnn-api org.bcnn.graph",
            "final class A { void a() { new Exception().printStackTrace(); } }"),
        arguments(
            CodeRules.THE_CONSOLE_BELONGS_TO_THE_COMMAND_LINE,
            "bcnn-api org.bcnn.graph",
            "final class A { Object a = System.in; }"),
        arguments(CodeRules.CONCRETE_CLASSES_ARE_FINAL, "bcnn-api org.bcnn.layer", "class A {}"),
        arguments(
            CodeRules.CONCRETE_CLASSES_ARE_FINAL,
            "bcnn-api org.bcnn.prior",
            "final class A { static class B {} }"),
        arguments(
            BackendRules.ONLY_THE_PROVIDER_IS_PUBLIC,
            "bcnn-backend-tf org.bcnn.backend.tf",
            "public final class A {}"),
        arguments(
            BackendRules.SIGNATURES_NAME_NO_ENGINE,
            "bcnn-backend-tf org.bcnn.backend.tf",
            "public final class A { public void a(java.util.List<org.tensorflow.Graph> g) {} }"),
        arguments(
            BackendRules.SIGNATURES_NAME_NO_ENGINE,
            "bcnn-backend-djl org.bcnn.backend.djl",
            "public final class A { protected ai.djl.ndarray.NDArray[] a; }"),
        arguments(
            BackendRules.SIGNATURES_NAME_NO_ENGINE,
            "bcnn-backend-djl org.bcnn.backend.djl",
            "public abstract class A implements ai.djl.ndarray.NDArray {}"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void ruleIsBroken(ArchRule rule, String place, String source) throws IOException {
    EvaluationResult result = evaluate(rule, place, source);
    assertTrue(result.hasViolation(), rule.getDescription());
  }

  static Stream<Arguments> kept() {
    return Stream.of(
        arguments(
            DependencyRules.API_DEPENDS_ON_THE_JDK_ALONE,
            "bcnn-api org.bcnn.graph",
            "final class A { java.util.List<float[]>[] a; A b; }"),
        arguments(
            DependencyRules.TEST_KIT_DEPENDS_ON_THE_API_AND_JUNIT_ALONE,
            "bcnn-it org.bcnn.it.tck",
            "final class A { @org.junit.jupiter.api.Test void a() {} }"),
        arguments(
            DependencyRules.TENSORFLOW_STAYS_IN_ITS_BACKEND,
            "bcnn-backend-tf org.bcnn.backend.tf",
            "final class A { org.tensorflow.Graph a; }"),
        arguments(
            DependencyRules.DJL_STAYS_IN_ITS_BACKEND,
            "bcnn-backend-djl org.bcnn.backend.djl",
            "final class A { ai.djl.ndarray.NDArray a; }"),
        arguments(
            DependencyRules.INJECTION_AT_THE_COMPOSITION_ROOT_ONLY,
            "bcnn-tasks org.bcnn.tasks.cli",
            "final class Bcnn { static class A { com.google.inject.Injector a; } }"),
        arguments(
            DependencyRules.SERVICES_ARE_LOADED_IN_ONE_PLACE,
            "bcnn-api org.bcnn.backend",
            "final class Backends { Object a = java.util.ServiceLoader.load(Runnable.class); }"),
        arguments(
            DependencyRules.SERVICES_ARE_LOADED_IN_ONE_PLACE,
            "bcnn-api org.bcnn.spec",
            "final class Registry { Object a = java.util.ServiceLoader.load(Runnable.class); }"),
        arguments(
            CodeRules.RANDOMNESS_IS_ADDRESSED,
            "bcnn-api org.bcnn.random",
            "final class RandomStream { double a = Math.sqrt(2); }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-tasks org.bcnn.tasks.training",
            "final class ProgressBar { long a = System.nanoTime(); }"),
        arguments(
            CodeRules.RESULTS_DO_NOT_DEPEND_ON_THE_TIME,
            "bcnn-api org.bcnn.backend",
            "final class A { String a = System.lineSeparator(); Object b = java.time.Instant.EPOCH; }"),
        arguments(
            CodeRules.THE_CONSOLE_BELONGS_TO_THE_COMMAND_LINE,
            "bcnn-tasks org.bcnn.tasks.cli",
            "final class A { void a() { System.out.println(); } }"),
        arguments(
            CodeRules.CONCRETE_CLASSES_ARE_FINAL,
            "bcnn-api org.bcnn.layer",
            "final class A { enum B { C { } } record D() {} abstract static class E {} "
                + "interface F {} Object g = new Object() {}; }"),
        arguments(
            BackendRules.SIGNATURES_NAME_NO_ENGINE,
            "bcnn-backend-tf org.bcnn.backend.tf",
            "public final class A { private org.tensorflow.Graph g; void a(org.tensorflow.Graph g) {} }"));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void ruleIsKept(ArchRule rule, String place, String source) throws IOException {
    EvaluationResult result = evaluate(rule, place, source);
    assertFalse(result.hasViolation(), () -> result.getFailureReport().toString());
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        arguments("bcnn-api org.bcnn.graph", "bcnn-models org.bcnn.models"),
        arguments("bcnn-models org.bcnn.models", "bcnn-tasks org.bcnn.tasks.cli"),
        arguments("bcnn-models org.bcnn.models", "bcnn-backend-tf org.bcnn.backend.tf"),
        arguments("bcnn-tasks org.bcnn.tasks.cli", "bcnn-backend-djl org.bcnn.backend.djl"),
        arguments("bcnn-backend-tf org.bcnn.backend.tf", "bcnn-backend-djl org.bcnn.backend.djl"),
        arguments("bcnn-backend-djl org.bcnn.backend.djl", "bcnn-models org.bcnn.models"),
        arguments("bcnn-it org.bcnn.it.tck", "bcnn-backend-tf org.bcnn.backend.tf"));
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void moduleMustNotDependOn(String from, String to) throws IOException {
    String target = to.substring(to.indexOf(' ') + 1);
    compile(to, "Target", "public final class Target {}");
    compile(from, "A", "final class A { " + target + ".Target[] a; }");
    assertTrue(
        DependencyRules.MODULES_DEPEND_ON_THOSE_BELOW.evaluate(classes()).hasViolation(),
        from + " on " + to);
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void moduleMayBeDependedOnByItself(String ignored, String place) throws IOException {
    compile(place, "Target", "public final class Target {}");
    compile(place, "A", "final class A { Target[] a; }");
    EvaluationResult result = DependencyRules.MODULES_DEPEND_ON_THOSE_BELOW.evaluate(classes());
    assertFalse(result.hasViolation(), () -> result.getFailureReport().toString());
  }

  private EvaluationResult evaluate(ArchRule rule, String place, String source) throws IOException {
    String name = source.replaceFirst("\\{.*", "").replaceFirst(" (implements|extends) .*", "");
    compile(place, name.strip().replaceFirst(".* ", ""), source);
    return rule.allowEmptyShould(true).evaluate(classes());
  }

  /** Compiles a class into a module, as the build would. */
  private void compile(String place, String name, String source) throws IOException {
    String module = place.substring(0, place.indexOf(' '));
    String packageName = place.substring(place.indexOf(' ') + 1);
    Path output = Files.createDirectories(output(module));
    Path file = Files.createDirectories(reactor.resolve("source")).resolve(name + ".java");
    Files.writeString(file, "package " + packageName + "; " + source);
    String classPath =
        String.join(
            System.getProperty("path.separator"),
            Stream.concat(
                    Modules.ALL.stream().map(other -> output(other).toString()),
                    Stream.of(System.getProperty("java.class.path")))
                .toList());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                output.toString(),
                file.toString());
    assertTrue(status == 0, () -> "does not compile: " + source);
  }

  private JavaClasses classes() {
    List<Path> outputs = Modules.ALL.stream().map(this::output).filter(Files::exists).toList();
    return new ClassFileImporter().importPaths(outputs);
  }

  private Path output(String module) {
    return reactor.resolve(module).resolve("target").resolve("classes");
  }
}

package org.bcnn.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  /** A kind of provider whose components are what they are asked for, completed. */
  public interface SpecProvider extends Provider<Spec> {
    @Override
    default String description() {
      return "for tests";
    }

    @Override
    default Spec create(Spec spec) {
      return spec;
    }
  }

  /** A provider of settings: one that must be given, and one with a default. */
  public static final class Circle implements SpecProvider {
    @Override
    public String name() {
      return "circle";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting("radius", null, "how wide it is"), Setting.number("x", 0.5, "its centre"));
    }
  }

  /** A provider of another name, without settings. */
  public static final class Point implements SpecProvider {
    @Override
    public String name() {
      return "a-point";
    }
  }

  /** A provider that takes a name twice. */
  public static final class SecondCircle implements SpecProvider {
    @Override
    public String name() {
      return "circle";
    }
  }

  /** A provider that cannot be made. */
  public static final class Unmakeable implements SpecProvider {
    /** Fails. */
    public Unmakeable() {
      throw new IllegalStateException("the constructor failed");
    }

    @Override
    public String name() {
      return "unmakeable";
    }
  }

  private record Named(String name) implements SpecProvider {}

  private final Registry<Spec> registry = Registry.of("shape", List.of(new Circle(), new Point()));

  @TempDir private Path folder;

  private String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> registry.create(text)).getMessage();
  }

  /** The registry of the providers that a jar would list. */
  private Registry<Spec> load(String... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(SpecProvider.class.getName()), List.of(providers));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return Registry.load("shape", SpecProvider.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void namesAreInAlphabeticalOrder() {
    assertEquals(List.of("a-point", "circle"), registry.names());
    assertEquals(
        List.of("a-point", "circle"), registry.providers().stream().map(Provider::name).toList());
  }

  @Test
  void missingSettingsHaveTheirDefaultsInTheProvidersOrder() {
    assertEquals("circle:radius=2,x=0.5", registry.create("circle:radius=2").toString());
    assertEquals("circle:radius=2,x=7", registry.create("circle:x=7,radius=2").toString());
    assertEquals(Spec.of("a-point"), registry.create("a-point"));
    assertEquals(
        "circle:radius=3,x=0.5", registry.create(Spec.of("circle").with("radius", 3)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "square | there is no shape named \"square\"; these are known: a-point, circle",
        "Circle:radius=1 | there is no shape named \"Circle\"; these are known: a-point, circle",
        "circle | the shape circle needs radius (how wide it is): write circle:radius=…",
        "circle:radius=1,y=2,z=3 | the shape circle has no setting y, z; it has radius, x",
        "a-point:x=1 | the shape a-point has no setting x; it has none",
        "circle:radius | settings have the form NAME:key=value,key=value, got \"circle:radius\""
      })
  void saysWhatThereIs(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @Test
  void twoOfOneNameAreAnError() {
    assertEquals(
        "there are two shapes named \"circle\": org.bcnn.spec.RegistryTest$Circle and"
            + " org.bcnn.spec.RegistryTest$SecondCircle; remove one from the class path",
        assertThrows(
                IllegalStateException.class,
                () -> Registry.of("shape", List.of(new Circle(), new SecondCircle())))
            .getMessage());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "two words", "a:b"})
  void malformedNamesAreAnError(String name) {
    String message =
        assertThrows(
                IllegalStateException.class, () -> Registry.of("shape", List.of(new Named(name))))
            .getMessage();
    assertTrue(
        message.startsWith("the shape org.bcnn.spec.RegistryTest$Named has a malformed name: "),
        message);
  }

  @Test
  void providersAreFoundOnTheClassPath() throws IOException {
    assertEquals(
        List.of("a-point", "circle"), load(Circle.class.getName(), Point.class.getName()).names());
  }

  @Test
  void withoutProvidersThereAreNone() throws IOException {
    assertEquals(List.of(), load().names());
    assertEquals(
        "there is no shape named \"circle\"; these are known: ",
        assertThrows(IllegalArgumentException.class, () -> load().create("circle")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.bcnn.spec.RegistryTest$Unmakeable | RegistryTest$Unmakeable could not be instantiated",
        "org.example.Gone | Provider org.example.Gone not found",
        "org.bcnn.spec.RegistryTest | RegistryTest not a subtype",
        "not a class | Illegal"
      })
  void brokenProviderIsNamed(String provider, String reason) {
    String message =
        assertThrows(IllegalStateException.class, () -> load(Circle.class.getName(), provider))
            .getMessage();
    assertTrue(message.startsWith("a shape on the class path cannot be loaded: "), message);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void duplicatesOnTheClassPathAreAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> load(Circle.class.getName(), SecondCircle.class.getName()));
  }
}

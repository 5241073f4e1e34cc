package org.bcnn.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsTest {
  private static final String COORDINATES =
      "add org.bcnn:bcnn-backend-tf (TensorFlow) or org.bcnn:bcnn-backend-djl (PyTorch) to the class path";

  @TempDir Path folder;
  private ServiceFolders jars;

  @BeforeEach
  void emptyClassPath() {
    jars = new ServiceFolders(folder);
  }

  private static String refusal(Backends backends, String explicit) {
    return assertThrows(BackendException.class, () -> backends.choose(explicit, null, null))
        .getMessage();
  }

  /** Says what a class path with one bad jar, between two good ones, is found to hold. */
  private String reasonBetweenGoodOnes() throws IOException {
    Backends backends = jars.jar(TestProviders.Beta.class).find();
    assertEquals(List.of("alpha", "beta-2"), backends.available());
    List<Backends.Found> bad =
        backends.found().stream().filter(found -> found.unavailable().isPresent()).toList();
    assertEquals(1, bad.size(), () -> backends.found().toString());
    String message = refusal(backends, "gamma");
    assertTrue(message.contains(bad.get(0).toString()), message);
    assertTrue(message.contains("alpha (available)"), message);
    return bad.get(0).toString();
  }

  @Test
  void withoutProvidersSaysWhatToAdd() throws IOException {
    Backends backends = jars.find();
    assertEquals(List.of(), backends.found());
    assertEquals(List.of(), backends.available());
    assertEquals("no backend is available; found []; " + COORDINATES, refusal(backends, null));
  }

  @Test
  void onlyOneIsChosen() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).find();
    assertEquals(
        List.of(new Backends.Found("alpha", "alpha for tests", Optional.empty())),
        backends.found());
    assertInstanceOf(TestProviders.Alpha.class, backends.choose(null, null, null));
  }

  @Test
  void onlyAvailableOneIsChosen() throws IOException {
    Backends backends =
        jars.jar(TestProviders.Nativeless.class).jar(TestProviders.Alpha.class).find();
    assertEquals("alpha", backends.choose(null, null, null).name());
    assertEquals(List.of("alpha"), backends.available());
    assertEquals(
        "[nativeless (unavailable: no libgamma.so for riscv64), alpha (available)]",
        backends.found().toString());
  }

  @Test
  void severalAreNotRanked() throws IOException {
    Backends backends =
        jars.jar(TestProviders.Alpha.class)
            .jar(TestProviders.Beta.class)
            .jar(TestProviders.Nativeless.class)
            .find();
    assertEquals(
        "several backends are available, choose one by name, by -Dbcnn.backend or by BCNN_BACKEND;"
            + " found [alpha (available), beta-2 (available), nativeless (unavailable: no"
            + " libgamma.so for riscv64)]",
        refusal(backends, null));
  }

  @Test
  void nativelessOneSaysWhy() throws IOException {
    Backends backends = jars.jar(TestProviders.Nativeless.class).find();
    String found = "found [nativeless (unavailable: no libgamma.so for riscv64)]; ";
    assertEquals("no backend is available; " + found + COORDINATES, refusal(backends, null));
    assertEquals(
        "backend 'nativeless', asked for, is not available; " + found + COORDINATES,
        refusal(backends, "nativeless"));
  }

  @Test
  void explicitNameBeatsPropertyBeatsVariable() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).jar(TestProviders.Beta.class).find();
    assertEquals("alpha", backends.choose("alpha", "beta-2", "beta-2").name());
    assertEquals("alpha", backends.choose(null, "alpha", "beta-2").name());
    assertEquals("alpha", backends.choose(null, null, "alpha").name());
  }

  @Test
  void unknownNameSaysWhoNamedIt() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).find();
    String rest = ", is not available; found [alpha (available)]; " + COORDINATES;
    assertEquals("backend 'gamma', asked for" + rest, refusal(backends, "gamma"));
    assertEquals(
        "backend 'gamma', named by -Dbcnn.backend" + rest,
        assertThrows(BackendException.class, () -> backends.choose(null, "gamma", "alpha"))
            .getMessage());
    assertEquals(
        "backend 'gamma', named by BCNN_BACKEND" + rest,
        assertThrows(BackendException.class, () -> backends.choose(null, null, "gamma"))
            .getMessage());
  }

  @Test
  void blankSettingsCountAsNone() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).jar(TestProviders.Beta.class).find();
    assertEquals("beta-2", backends.choose(null, " ", "beta-2").name());
    assertThrows(BackendException.class, () -> backends.choose(null, "", " "));
  }

  @Test
  void caseAndBlanksAroundNamesDoNotMatter() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).jar(TestProviders.Beta.class).find();
    assertEquals("beta-2", backends.choose("BETA-2", null, null).name());
    assertEquals("alpha", backends.choose(null, " Alpha ", null).name());
  }

  @Test
  void systemPropertyIsRead() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).jar(TestProviders.Beta.class).find();
    String before = System.getProperty(Backends.PROPERTY);
    System.setProperty(Backends.PROPERTY, "beta-2");
    try {
      assertEquals("beta-2", backends.choose(null).name());
    } finally {
      if (before == null) {
        System.clearProperty(Backends.PROPERTY);
      } else {
        System.setProperty(Backends.PROPERTY, before);
      }
    }
  }

  @Test
  void ownClassLoaderIsUsedByDefault() {
    assertEquals(List.of(), Backends.find().found());
  }

  @Test
  void nothingStartsAnEngineButOpening() throws IOException {
    int before = TestProviders.STARTED.get();
    Backends backends =
        jars.jar(TestProviders.Alpha.class).jar(TestProviders.Nativeless.class).find();
    assertEquals(2, backends.found().size());
    BackendProvider chosen = backends.choose("alpha", null, null);
    assertEquals(before, TestProviders.STARTED.get());
    assertThrows(BackendException.class, () -> chosen.open(BackendOptions.DEFAULT));
    assertEquals(before + 1, TestProviders.STARTED.get());
  }

  @Test
  void sameJarTwiceIsNoConflict() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).jar(TestProviders.Alpha.class).find();
    assertEquals(List.of("alpha"), backends.available());
    assertEquals(1, backends.found().size());
  }

  @Test
  void twoOfOneNameAreAnError() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.SecondAlpha.class);
    assertEquals(
        "two providers are named 'alpha'; remove one of their jars:"
            + " org.bcnn.backend.TestProviders$Alpha and"
            + " org.bcnn.backend.TestProviders$SecondAlpha",
        assertThrows(BackendException.class, jars::find).getMessage());
  }

  @Test
  void twoOfOneNameAreAnErrorEvenIfOneIsUnavailable() throws IOException {
    jars.jar(TestProviders.NativelessAlpha.class).jar(TestProviders.Alpha.class);
    assertEquals(
        "two providers are named 'alpha'; remove one of their jars:"
            + " org.bcnn.backend.TestProviders$NativelessAlpha and"
            + " org.bcnn.backend.TestProviders$Alpha",
        assertThrows(BackendException.class, jars::find).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TestProviders.NullName.class,
        TestProviders.ShoutedName.class,
        TestProviders.BlankInName.class
      })
  void malformedNamesAreAnError(Class<?> provider) throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(provider);
    String message = assertThrows(BackendException.class, jars::find).getMessage();
    assertTrue(
        message.startsWith("provider " + provider.getName() + " has the malformed name '"),
        message);
    assertTrue(message.endsWith("a name is lower-case letters, digits and hyphens"), message);
  }

  @Test
  void constructorThatThrowsHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.Unmakeable.class);
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.startsWith("a broken provider (unavailable: "), reason);
    assertTrue(reason.contains("TestProviders$Unmakeable could not be instantiated"), reason);
    assertTrue(reason.contains("IllegalStateException: the constructor failed"), reason);
  }

  @Test
  void classThatDoesNotInitialiseHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.Uninitialised.class);
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.contains("TestProviders$Uninitialised"), reason);
    assertTrue(reason.contains("not a number"), reason);
  }

  @Test
  void missingClassHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar("org.example.Gone");
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.contains("Provider org.example.Gone not found"), reason);
  }

  @Test
  void classThatIsNoProviderHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(BackendsTest.class);
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.contains("BackendsTest not a subtype"), reason);
  }

  @Test
  void corruptClassFileHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class)
        .jar("org.example.Corrupt", "org/example/Corrupt.class", new byte[] {1, 2, 3, 4, 5});
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.contains("ClassFormatError"), reason);
  }

  @Test
  void malformedServicesFileHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar("two words");
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.contains("Illegal configuration-file syntax"), reason);
  }

  @Test
  void providerThatThrowsHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.Nameless.class);
    assertEquals(
        "org.bcnn.backend.TestProviders$Nameless (unavailable:"
            + " org.bcnn.backend.BackendException: I forgot my name)",
        reasonBetweenGoodOnes());
  }

  @Test
  void providerThatDoesNotLinkHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.Unlinked.class);
    assertEquals(
        "org.bcnn.backend.TestProviders$Unlinked (unavailable: java.lang.UnsatisfiedLinkError: no"
            + " libdelta in java.library.path)",
        reasonBetweenGoodOnes());
  }

  @Test
  void providerThatReturnsNullHidesNoOther() throws IOException {
    jars.jar(TestProviders.Alpha.class).jar(TestProviders.Speechless.class);
    String reason = reasonBetweenGoodOnes();
    assertTrue(reason.startsWith("org.bcnn.backend.TestProviders$Speechless"), reason);
    assertTrue(reason.contains("the provider does not say whether it is available"), reason);
  }

  @Test
  void severalBrokenOnesAreAllListed() throws IOException {
    Backends backends =
        jars.jar("org.example.Gone")
            .jar("org.example.Lost")
            .jar(TestProviders.Unmakeable.class)
            .jar("two words")
            .find();
    assertEquals(4, backends.found().size(), () -> backends.found().toString());
    String message = refusal(backends, null);
    for (String part : List.of("Gone", "Lost", "Unmakeable", "syntax", COORDINATES)) {
      assertTrue(message.contains(part), message);
    }
  }

  /** The service loader asks a class loader that fails again and again, and never ends. */
  @Test
  void classLoaderThatFailsIsReportedOnce() {
    ClassLoader failing =
        new ClassLoader(BackendsTest.class.getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    Backends backends =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Backends.find(failing));
    assertEquals(1, backends.found().size());
    String message = refusal(backends, null);
    assertTrue(message.contains("the disk is gone"), message);
  }

  @Test
  void resultsCannotBeChanged() throws IOException {
    Backends backends = jars.jar(TestProviders.Alpha.class).find();
    assertThrows(UnsupportedOperationException.class, () -> backends.found().clear());
    assertThrows(UnsupportedOperationException.class, () -> backends.available().clear());
  }
}

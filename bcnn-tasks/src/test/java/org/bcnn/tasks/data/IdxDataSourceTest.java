package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files are searched and downloaded, with a data set of two images for each part. */
class IdxDataSourceTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  @TempDir Path temporary;
  private Path named;
  private Path environment;
  private Path cache;
  private DataContext context;

  @BeforeEach
  void nameFolders() {
    named = temporary.resolve("named");
    environment = temporary.resolve("environment");
    cache = temporary.resolve("cache");
    context =
        new DataContext(
            Optional.empty(), Optional.of(environment), cache, false, TransferProgress.NONE);
  }

  private static byte[] content(String name) {
    return switch (name) {
      case TRAIN_IMAGES -> IdxFiles.images(3, 2, 2);
      case TRAIN_LABELS -> IdxFiles.labels(0, 1, 0);
      case TEST_IMAGES -> IdxFiles.images(2, 2, 2);
      case TEST_LABELS -> IdxFiles.labels(1, 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A source whose files are published, uncompressed, at some addresses. */
  private static IdxDataSource source(String... mirrors) {
    return new IdxDataSource(
        "tiny",
        "two images",
        List.of("a", "b"),
        Map.of(
            Split.TRAIN,
            new IdxDataSource.Part(
                file(TRAIN_IMAGES, mirrors), file(TRAIN_LABELS, mirrors), "train"),
            Split.TEST,
            new IdxDataSource.Part(
                file(TEST_IMAGES, mirrors), file(TEST_LABELS, mirrors), "test")));
  }

  private static RemoteFile file(String name, String... mirrors) {
    List<URI> addresses = new ArrayList<>();
    for (String mirror : mirrors) {
      addresses.add(URI.create(mirror + name));
    }
    byte[] content = content(name);
    String digest = HexFormat.of().formatHex(Sha256.start().digest(content));
    return new RemoteFile(name, content.length, digest, addresses);
  }

  private static IdxDataSource source() {
    return source("http://host.invalid/");
  }

  private static void putTest(Path folder) {
    IdxFiles.write(folder.resolve(TEST_IMAGES), content(TEST_IMAGES));
    IdxFiles.write(folder.resolve(TEST_LABELS), content(TEST_LABELS));
  }

  private String refusal(Split split, DataContext where) {
    return assertThrows(DataException.class, () -> source().load(split, where)).getMessage();
  }

  private static Path truncate(Path file) {
    try {
      return Files.write(file, new byte[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFolderMayHoldTheFilesOrAFolderOfTheDataSet() {
    putTest(named);
    assertEquals(2, source().load(Split.TEST, context.withDataDir(named)).count());
    putTest(environment.resolve("tiny"));
    assertEquals(2, source().load(Split.TEST, context).count());
  }

  @Test
  void theFolderOfTheDataSetGoesFirst() {
    putTest(named.resolve("tiny"));
    putTest(named);
    truncate(named.resolve(TEST_IMAGES));
    assertEquals(2, source().load(Split.TEST, context.withDataDir(named)).count());
  }

  @Test
  void theEnvironmentGoesBeforeTheCache() {
    putTest(cache);
    assertEquals(2, source().load(Split.TEST, context).count());
    putTest(environment);
    truncate(cache.resolve(TEST_IMAGES));
    assertEquals(2, source().load(Split.TEST, context).count());
  }

  @Test
  void whereAFolderIsNamedNoOtherIsSearched() {
    putTest(environment);
    putTest(cache);
    String message = refusal(Split.TEST, context.withDataDir(named));
    assertFalse(message.contains(environment.toString()), message);
    assertFalse(message.contains(cache.toString()), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t10k-images-idx3-ubyte.gz",
        "t10k-images-idx3-ubyte",
        "t10k-images.idx3-ubyte.gz",
        "t10k-images.idx3-ubyte"
      })
  void filesHaveTheNamesTheyWereGiven(String name) {
    IdxFiles.write(named.resolve(name), content(TEST_IMAGES));
    IdxFiles.write(named.resolve("t10k-labels-idx1-ubyte"), content(TEST_LABELS));
    assertEquals(2, source().load(Split.TEST, context.withDataDir(named)).count());
  }

  @Test
  void theFilesOfAPartLieInOneFolder() {
    IdxFiles.write(environment.resolve(TEST_IMAGES), content(TEST_IMAGES));
    IdxFiles.write(cache.resolve(TEST_LABELS), content(TEST_LABELS));
    String message = refusal(Split.TEST, context);
    assertTrue(message.contains(environment + " (only " + TEST_LABELS + " missing)"), message);
    assertTrue(message.contains(cache + " (only " + TEST_IMAGES + " missing)"), message);
    assertTrue(message.contains(cache.resolve("tiny") + " (no such folder)"), message);
  }

  @Test
  void whatIsMissingIsSaidWithWhereToPutIt() throws IOException {
    Files.createDirectories(environment);
    String n = System.lineSeparator();
    assertEquals(
        "the train files of the data set tiny are not on this computer. Looked in"
            + n
            + "  "
            + environment.resolve("tiny")
            + " (no such folder)"
            + n
            + "  "
            + environment
            + " (not there)"
            + n
            + "  "
            + cache.resolve("tiny")
            + " (no such folder)"
            + n
            + "  "
            + cache
            + " (no such folder)"
            + n
            + "Let --download fetch them, or put these files (as they are, or unpacked) into "
            + cache.resolve("tiny")
            + ","
            + n
            + "or into a folder that --data-dir or BCNN_DATA_DIR names:"
            + n
            + "  http://host.invalid/train-images-idx3-ubyte.gz"
            + n
            + "  http://host.invalid/train-labels-idx1-ubyte.gz"
            + n
            + "  http://host.invalid/t10k-images-idx3-ubyte.gz"
            + n
            + "  http://host.invalid/t10k-labels-idx1-ubyte.gz",
        refusal(Split.TRAIN, context));
    String message = refusal(Split.TEST, context.withDataDir(named));
    assertTrue(message.contains("unpacked) into " + named.resolve("tiny") + ","), message);
  }

  @Test
  void missingFilesAreDownloadedOnRequest() {
    try (FileServer server = new FileServer()) {
      for (String name : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
        server.serve("/good/" + name, content(name));
      }
      List<String> updates = new ArrayList<>();
      DataContext allowed =
          context.withDownload((file, done, total) -> updates.add(file + " " + done));
      IdxDataSource source = source(server.address("/gone/"), server.address("/good/"));
      assertEquals(2, source.load(Split.TEST, allowed).count());
      assertTrue(
          Files.exists(cache.resolve("tiny").resolve(TRAIN_IMAGES)), "all parts are fetched");
      assertTrue(updates.contains(TEST_LABELS + " 10"), updates.toString());
      int requests = server.requests().size();
      assertEquals(3, source.load(Split.TRAIN, allowed).count());
      assertEquals(2, source.load(Split.TEST, context).count());
      assertEquals(requests, server.requests().size(), "what is there is not fetched again");
    }
  }

  @Test
  void downloadsGoIntoTheFolderThatIsNamed() {
    try (FileServer server = new FileServer()) {
      for (String name : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
        server.serve("/" + name, content(name));
      }
      DataContext allowed = context.withDataDir(named).withDownload(TransferProgress.NONE);
      assertEquals(2, source(server.address("/")).load(Split.TEST, allowed).count());
      assertTrue(Files.exists(named.resolve("tiny").resolve(TEST_IMAGES)));
      assertFalse(Files.exists(cache));
    }
  }

  @Test
  void withoutANetworkItIsSaidWhichFilesToPutWhere() {
    String mirror = FileServer.closedAddress("/");
    DataContext allowed = context.withDownload(TransferProgress.NONE);
    String message =
        assertThrows(DataException.class, () -> source(mirror).load(Split.TEST, allowed))
            .getMessage();
    assertTrue(message.contains("cannot download "), message);
    assertTrue(message.contains("cannot be connected to"), message);
    assertTrue(
        message.contains(
            "Try again, or put these files (as they are, or unpacked) into "
                + cache.resolve("tiny")),
        message);
    assertTrue(message.contains(mirror + TEST_LABELS), message);
  }

  @Test
  void aPartThatTheDataSetLacksIsRefused() {
    String message =
        assertThrows(
                DataException.class,
                () -> DataSources.standard().get("notmnist").load(Split.TRAIN, context))
            .getMessage();
    assertEquals("the data set notmnist has no train part, only test", message);
  }
}

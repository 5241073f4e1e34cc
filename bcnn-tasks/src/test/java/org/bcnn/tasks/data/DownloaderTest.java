package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server on this computer. */
class DownloaderTest {
  /** Longer than any pause of a server that is alive. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final byte[] CONTENT = new byte[100_000];
  private static final String DIGEST;

  static {
    for (int i = 0; i < CONTENT.length; i++) {
      CONTENT[i] = (byte) (i * 31 ^ i >> 8);
    }
    DIGEST = HexFormat.of().formatHex(Sha256.start().digest(CONTENT));
  }

  @TempDir Path temporary;
  private final FileServer server = new FileServer();
  private final Downloader downloader = new Downloader(PATIENCE);
  private final List<Long> progress = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stopServer() {
    server.close();
  }

  private RemoteFile file(String... paths) {
    List<URI> mirrors =
        Stream.of(paths)
            .map(path -> URI.create(path.startsWith("http") ? path : server.address(path)))
            .toList();
    return new RemoteFile("file", CONTENT.length, DIGEST, mirrors);
  }

  private Path folder() {
    return temporary.resolve("data");
  }

  private Path part() {
    return folder().resolve("file.part");
  }

  private void fetch(String... paths) {
    downloader.fetch(
        file(paths),
        folder(),
        (file, done, total) -> {
          progress.add(done);
          server.received(done);
        });
  }

  private String refusal(String... paths) {
    return assertThrows(DataException.class, () -> fetch(paths)).getMessage();
  }

  private void writePart(byte[] content) throws IOException {
    Files.createDirectories(folder());
    Files.write(part(), content);
  }

  private void requireWhole() throws IOException {
    assertArrayEquals(CONTENT, Files.readAllBytes(folder().resolve("file")));
    assertFalse(Files.exists(part()), "nothing else is left");
  }

  @Test
  void aFileIsFetchedWhole() throws IOException {
    server.serve("/a", CONTENT);
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a"), server.requests());
    assertEquals(0, progress.get(0));
    assertEquals(CONTENT.length, progress.get(progress.size() - 1));
  }

  @Test
  void aFileThatIsThereIsNotFetched() throws IOException {
    Files.createDirectories(folder());
    Files.write(folder().resolve("file"), new byte[3]);
    fetch("/none");
    assertEquals(List.of(), server.requests());
    assertEquals(3, Files.size(folder().resolve("file")));
  }

  @Test
  void redirectionsAreFollowed() throws IOException {
    server.serve("/a", CONTENT);
    server.redirect("/moved", server.address("/a"));
    fetch("/moved");
    requireWhole();
  }

  @Test
  void whatArrivedEarlierIsResumed() throws IOException {
    server.serve("/a", CONTENT);
    writePart(Arrays.copyOf(CONTENT, 60_000));
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a bytes=60000-"), server.requests());
    assertEquals(60_000, progress.get(0));
  }

  @Test
  void whatHadArrivedWholeIsOnlyChecked() throws IOException {
    writePart(CONTENT);
    fetch("/none");
    requireWhole();
    assertEquals(List.of(), server.requests());
  }

  @Test
  void moreThanTheFileIsThrownAway() throws IOException {
    server.serve("/a", CONTENT);
    writePart(Arrays.copyOf(CONTENT, CONTENT.length + 1));
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a"), server.requests());
  }

  @Test
  void aServerWithoutRangesBeginsAgain() throws IOException {
    server.serveWithoutRanges("/a", CONTENT);
    writePart(new byte[60_000]);
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a bytes=60000-"), server.requests());
  }

  @Test
  void anEarlierPartOfAnotherFileIsNoticed() throws IOException {
    server.serve("/a", CONTENT);
    writePart(new byte[60_000]);
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a bytes=60000-", "/a"), server.requests());
  }

  @Test
  void aConnectionThatBreaksIsResumed() throws IOException {
    server.serveAndBreak("/a", CONTENT, 40_000);
    fetch("/a");
    requireWhole();
    assertEquals(List.of("/a", "/a bytes=40000-", "/a bytes=80000-"), server.requests());
  }

  @Test
  void anotherMirrorResumesWhatOneBegan() throws IOException {
    server.serveAndBreak("/a", CONTENT, 10_000);
    server.serve("/b", CONTENT);
    fetch("/a", "/b");
    requireWhole();
    assertEquals("/b bytes=40000-", server.requests().get(4));
  }

  @Test
  void aServerThatBringsNothingNewIsGivenUp() {
    server.serveAndBreak("/a", CONTENT, 0);
    String message = refusal("/a");
    assertEquals(List.of("/a"), server.requests());
    assertTrue(message.startsWith("cannot download file:\n  " + server.address("/a")), message);
    assertTrue(message.contains(" broke off: "), message);
    assertFalse(Files.exists(part()), "an empty part is of no use");
  }

  @Test
  void whatAnAttemptLeftIsKept() throws IOException {
    server.serveAndBreak("/a", CONTENT, 1_000);
    refusal("/a");
    assertArrayEquals(
        Arrays.copyOf(CONTENT, 4_000), Files.readAllBytes(part()), "four attempts of 1000 bytes");
    assertFalse(Files.exists(folder().resolve("file")));
    server.serve("/b", CONTENT);
    fetch("/b");
    requireWhole();
  }

  @Test
  void aWrongFileIsThrownAwayAndTheNextMirrorTried() throws IOException {
    byte[] wrong = CONTENT.clone();
    wrong[77] ^= 1;
    server.serve("/wrong", wrong);
    String message = refusal("/wrong");
    assertTrue(message.contains("sent a file with the SHA-256 digest "), message);
    assertTrue(message.contains(" instead of " + DIGEST + "; it was thrown away"), message);
    assertFalse(Files.exists(part()));
    assertFalse(Files.exists(folder().resolve("file")));
    server.serve("/a", CONTENT);
    fetch("/wrong", "/a");
    requireWhole();
  }

  @Test
  void aFileOfAnotherLengthIsRefusedAtOnce() {
    server.serve("/longer", Arrays.copyOf(CONTENT, CONTENT.length + 1));
    assertTrue(
        refusal("/longer").contains("has a file of 100001 bytes instead of 100000"),
        refusal("/longer"));
    assertFalse(Files.exists(part()));
  }

  @ParameterizedTest
  @ValueSource(ints = {99_999, 100_001})
  void aFileOfUnknownLengthMustHaveTheRightOne(int length) throws IOException {
    server.handle(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(Arrays.copyOf(CONTENT, length));
        });
    String message = refusal("/chunked");
    assertTrue(
        message.contains(
            length < CONTENT.length
                ? "sent only 99999 of 100000 bytes"
                : "sent more than the 100000 bytes of the file"),
        message);
    assertFalse(Files.exists(folder().resolve("file")));
  }

  @Test
  void everyMirrorsReasonIsSaid() {
    server.handle("/busy", exchange -> exchange.sendResponseHeaders(503, -1));
    String closed = FileServer.closedAddress("/x");
    String message = refusal("/absent", "/busy", closed);
    assertEquals(
        "cannot download file:\n  "
            + server.address("/absent")
            + " answered with HTTP status 404\n  "
            + server.address("/busy")
            + " answered with HTTP status 503\n  "
            + closed
            + " cannot be connected to",
        message);
    assertFalse(Files.exists(part()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-99999/100000",
        "bytes 60001-99999/100000",
        "bytes 60000-99999/100001",
        "nonsense"
      })
  void theWrongPartOfAFileIsRefused(String range) throws IOException {
    server.handle(
        "/a",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", range);
          exchange.sendResponseHeaders(206, 40_000);
          exchange.getResponseBody().write(CONTENT, 60_000, 40_000);
        });
    writePart(Arrays.copyOf(CONTENT, 60_000));
    String message = refusal("/a");
    assertTrue(message.contains("sent the wrong part of the file (\"" + range + "\")"), message);
    assertEquals(60_000, Files.size(part()), "what is there stays");
  }

  /** The wait of 0.2 s is for servers that never answer; no other one is timed. */
  @Test
  void aServerThatFallsSilentIsGivenUp() throws IOException {
    server.stall("/silent");
    server.serveAndStall("/half", CONTENT, 10_000);
    Downloader impatient = new Downloader(Duration.ofMillis(200));
    RemoteFile stalling = file("/silent", "/half");
    String message =
        assertThrows(
                DataException.class,
                () -> impatient.fetch(stalling, folder(), TransferProgress.NONE))
            .getMessage();
    assertTrue(message.contains("/silent sent nothing for "), message);
    assertTrue(message.contains("/half sent nothing for "), message);
    server.serve("/a", CONTENT);
    fetch("/a");
    requireWhole();
  }

  @Test
  void anInterruptedDownloadIsResumedByTheNext() throws Exception {
    server.serveAndStall("/half", CONTENT, 50_000);
    List<RuntimeException> ends = Collections.synchronizedList(new ArrayList<>());
    List<Boolean> flags = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              try {
                downloader.fetch(
                    file("/half"),
                    folder(),
                    (file, done, total) -> {
                      if (done > 0) {
                        self.interrupt();
                      }
                    });
              } catch (RuntimeException e) {
                ends.add(e);
                flags.add(self.isInterrupted());
              }
            });
    thread.start();
    thread.join();
    assertEquals(1, ends.size());
    assertEquals(
        "the download of file was interrupted; the next one resumes it", ends.get(0).getMessage());
    assertEquals(List.of(true), flags, "the thread stays interrupted");
    long left = Files.size(part());
    assertTrue(left > 0 && left <= 50_000, left + " bytes");
    server.serve("/a", CONTENT);
    fetch("/a");
    requireWhole();
    assertTrue(server.requests().contains("/a bytes=" + left + "-"));
  }

  @Test
  void twoDownloadsOfOneFileAreRefused() throws IOException {
    server.serve("/a", CONTENT);
    try (PartFile other = PartFile.open(folder().resolve("file"))) {
      String message = refusal("/a");
      assertEquals(
          part() + " is being downloaded by another process or thread; wait until it has finished",
          message);
      assertEquals(0, other.size());
    }
    fetch("/a");
    requireWhole();
  }

  @Test
  void aDownloadOfAnotherProcessIsNoticed() throws Exception {
    server.serve("/a", CONTENT);
    Files.createDirectories(folder());
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder().resolve("file").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals('!', other.getInputStream().read(), "the other process has the lock");
      assertTrue(refusal("/a").contains("is being downloaded by another process"));
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
    fetch("/a");
    requireWhole();
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidToBe() throws IOException {
    server.serve("/a", CONTENT);
    Files.writeString(folder(), "no folder");
    String message = refusal("/a");
    assertTrue(message.startsWith("cannot write " + part()), message);
    assertTrue(message.contains("is there room on the disk"), message);
  }

  @Test
  void aListenerThatFailsEndsTheDownload() {
    server.serve("/a", CONTENT);
    IllegalStateException mistake = new IllegalStateException("mistake");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                downloader.fetch(
                    file("/a"),
                    folder(),
                    (file, done, total) -> {
                      if (done > 0) {
                        throw mistake;
                      }
                    }));
    assertEquals("mistake", thrown.getMessage());
  }

  @Test
  void filesAreDescribedWell() {
    List<URI> mirror = List.of(URI.create("http://host.invalid/"));
    assertThrows(IllegalArgumentException.class, () -> new RemoteFile("file", 0, DIGEST, mirror));
    assertThrows(
        IllegalArgumentException.class, () -> new RemoteFile("file", 1, DIGEST + "0", mirror));
    assertThrows(
        IllegalArgumentException.class, () -> new RemoteFile("file", 1, DIGEST, List.of()));
  }
}

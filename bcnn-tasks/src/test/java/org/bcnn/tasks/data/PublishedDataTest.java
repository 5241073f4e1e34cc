package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published data sets themselves, where {@code BCNN_DATA_DIR} names a folder with them. */
class PublishedDataTest {
  private static final DataContext CONTEXT = DataContext.fromEnvironment();

  private static Path folder(String dataSet) {
    assumeTrue(
        CONTEXT.environmentDir().isPresent(),
        "BCNN_DATA_DIR names no folder with the published data sets");
    Path folder = CONTEXT.environmentDir().get().resolve(dataSet);
    assumeTrue(Files.isDirectory(folder), folder + " is not there");
    return folder;
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, TRAIN, 60000",
    "mnist, TEST, 10000",
    "fashion-mnist, TRAIN, 60000",
    "fashion-mnist, TEST, 10000",
    "notmnist, TEST, 10000"
  })
  void theFilesHoldWhatTheirAuthorsPublished(String name, Split split, int count)
      throws IOException {
    Path folder = folder(name);
    IdxDataSource source = (IdxDataSource) DataSources.standard().get(name);
    LabelledImages images = source.load(split, CONTEXT);
    assertEquals(count + " images of 1x28x28 in 10 classes", images.toString());
    assertEquals(name + " " + split.label(), IdxDataSets.identify(images).orElseThrow());
    for (RemoteFile file : source.files()) {
      byte[] content = Files.readAllBytes(folder.resolve(file.name()));
      assertEquals(file.bytes(), content.length, file.name());
      assertEquals(
          file.sha256(), HexFormat.of().formatHex(Sha256.start().digest(content)), file.name());
    }
  }

  @Test
  void mnistBeginsAsItIsKnownTo() {
    folder("mnist");
    LabelledImages train = DataSources.standard().get("mnist").load(Split.TRAIN, CONTEXT);
    int[] first = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4};
    for (int i = 0; i < first.length; i++) {
      assertEquals(first[i], train.label(i));
    }
    int[] counts = new int[10];
    for (int i = 0; i < train.count(); i++) {
      counts[train.label(i)]++;
    }
    assertEquals(5923, counts[0]);
    assertEquals(6742, counts[1]);
    assertEquals(5421, counts[5]);
  }

  @Test
  void oneDataSetIsNotTakenForAnother(@TempDir Path temporary) throws IOException {
    Path mnist = folder("mnist");
    Path wrong = Files.createDirectories(temporary.resolve("fashion-mnist"));
    for (String name : new String[] {"t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
      Files.copy(mnist.resolve(name), wrong.resolve(name));
    }
    DataSource fashion = DataSources.standard().get("fashion-mnist");
    DataContext context = CONTEXT.withDataDir(temporary);
    String message =
        assertThrows(DataException.class, () -> fashion.load(Split.TEST, context)).getMessage();
    assertTrue(
        message.contains("holds the data set part \"mnist test\", not \"fashion-mnist test\""),
        message);
  }
}

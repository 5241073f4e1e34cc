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

  /** Whatever the folder has of CIFAR, in the binary format. */
  @ParameterizedTest
  @CsvSource({
    "data_batch_1.bin, cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    "data_batch_2.bin, a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    "data_batch_3.bin, bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    "data_batch_4.bin, 014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    "data_batch_5.bin, 755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    "test_batch.bin, 8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"
  })
  void theFilesOfCifar10AreThePublishedOnes(String name, String sha256) throws IOException {
    Path file = folder("cifar10").resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    assertEquals(sha256, HexFormat.of().formatHex(Sha256.start().digest(Files.readAllBytes(file))));
  }

  @Test
  void cifar10BeginsWithAFrogAndHasAsManyOfEachClass() {
    assumeTrue(Files.exists(folder("cifar10").resolve("data_batch_5.bin")));
    LabelledImages train = DataSources.standard().get("cifar10").load(Split.TRAIN, CONTEXT);
    assertEquals("50000 images of 3x32x32 in 10 classes", train.toString());
    assertEquals("frog", train.classNames().get(train.label(0)));
    int[] counts = new int[10];
    for (int i = 0; i < train.count(); i++) {
      counts[train.label(i)]++;
    }
    for (int count : counts) {
      assertEquals(5000, count);
    }
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

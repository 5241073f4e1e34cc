package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderDataSourceTest {
  @TempDir Path folder;

  private final DataSource source = DataSources.standard().get("idx");

  private DataContext context() {
    return new DataContext(
        Optional.of(folder), Optional.empty(), folder, false, TransferProgress.NONE);
  }

  @Test
  void bothPartsHaveTheClassesOfEither() {
    IdxFiles.write(folder.resolve("train-images-idx3-ubyte.gz"), IdxFiles.images(3, 2, 5));
    IdxFiles.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(0, 3, 1));
    IdxFiles.write(folder.resolve("t10k-images-idx3-ubyte"), IdxFiles.images(2, 2, 5));
    IdxFiles.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), IdxFiles.labels(1, 2));
    LabelledImages train = source.load(Split.TRAIN, context());
    LabelledImages test = source.load(Split.TEST, context());
    assertEquals("3 images of 1x2x5 in 4 classes", train.toString());
    assertEquals("2 images of 1x2x5 in 4 classes", test.toString());
    assertEquals(List.of("0", "1", "2", "3"), test.classNames());
    assertEquals(3, train.label(1));
    assertEquals(2, test.label(1));
  }

  @Test
  void filesThatAreMissingAreNamed() {
    IdxFiles.write(folder.resolve("train-images-idx3-ubyte.gz"), IdxFiles.images(3, 2, 5));
    String message =
        assertThrows(DataException.class, () -> source.load(Split.TEST, context())).getMessage();
    assertTrue(message.contains("only train-labels-idx1-ubyte.gz, t10k-images"), message);
  }
}

package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourcesTest {
  private final DataSources sources = DataSources.standard();

  @Test
  void theDataSetsThatCome() {
    List<String> names = sources.all().stream().map(DataSource::name).toList();
    assertEquals(
        List.of(
            "digits",
            "glyphs",
            "mnist",
            "fashion-mnist",
            "notmnist",
            "cifar10",
            "cifar100",
            "idx",
            "folder"),
        names);
    for (DataSource source : sources.all()) {
      assertSame(source, sources.get(source.name()));
      assertFalse(source.description().contains("\n"), source.description());
    }
    assertFalse(sources.get("digits").needsFiles());
    assertTrue(sources.get("mnist").needsFiles());
    assertEquals(Set.of(Split.TRAIN, Split.TEST), sources.get("mnist").splits());
    assertEquals(Set.of(Split.TEST), sources.get("notmnist").splits());
    assertEquals(Set.of(Split.TEST), sources.get("glyphs").splits());
  }

  @ParameterizedTest
  @CsvSource({
    "mnits, mnist",
    "CIFAR-10, cifar10",
    "MNIST, mnist",
    "digit, digits",
    "fashionmnist, fashion-mnist",
    "not-mnist, notmnist",
    "gliphs, glyphs",
    "Fashion_MNIST, fashion-mnist"
  })
  void aNameThatIsNearlyRightIsSuggested(String name, String meant) {
    String message = assertThrows(DataException.class, () -> sources.get(name)).getMessage();
    assertTrue(
        message.startsWith(
            "there is no data set named \"" + name + "\". Did you mean \"" + meant + "\"?"),
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "svhn", "imagenet", "m"})
  void anotherNameListsWhatThereIs(String name) {
    String message = assertThrows(DataException.class, () -> sources.get(name)).getMessage();
    assertFalse(message.contains("Did you mean"), message);
    for (DataSource source : sources.all()) {
      assertTrue(message.contains(source.name()), message);
      assertTrue(message.contains(source.description()), message);
    }
  }

  @Test
  void twoOfOneNameAreRefused() {
    List<DataSource> twice = List.of(DrawnDataSource.digits(), DrawnDataSource.digits());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new DataSources(twice));
    assertEquals("two data sets are named digits", refused.getMessage());
  }
}

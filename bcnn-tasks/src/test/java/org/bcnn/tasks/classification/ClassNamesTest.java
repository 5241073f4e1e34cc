package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
  @Test
  void namesComeBack() {
    List<String> names = List.of("T-shirt/top", "a, b", "c\\", "", "\\,", "7");
    assertEquals(names, ClassNames.names(ClassNames.text(names)));
    assertEquals("0,1,2", ClassNames.text(List.of("0", "1", "2")));
    assertEquals(List.of("\\"), ClassNames.names("\\"), "a text of somebody else's");
  }
}

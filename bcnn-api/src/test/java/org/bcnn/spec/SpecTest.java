package org.bcnn.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Spec.parse(text)).getMessage();
  }

  @Test
  void nameAloneHasNoSettings() {
    assertEquals(new Spec("gaussian", Map.of()), Spec.parse("gaussian"));
    assertEquals(Spec.of("gaussian"), Spec.parse("gaussian"));
  }

  @Test
  void settingsKeepTheirOrder() {
    Spec spec = Spec.parse("scale-mixture:sigma2=0.1,pi=0.5,sigma1=1");
    assertEquals("scale-mixture", spec.name());
    assertEquals(List.of("sigma2", "pi", "sigma1"), List.copyOf(spec.settings().keySet()));
    assertEquals("0.5", spec.text("pi"));
    assertEquals(0.5, spec.number("pi"));
    assertEquals(1, spec.integer("sigma1"));
  }

  /** A value is all between its equals sign and the next comma. */
  @Test
  void valuesMayHaveSignsOfTheirOwn() {
    assertEquals("a=b:c", Spec.parse("file:path=a=b:c").text("path"));
    assertEquals("", Spec.parse("file:path=").text("path"));
    assertEquals(" x ", Spec.parse("file:path= x ").text("path"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gaussian", "a.b_c-d", "0", "gaussian:mean=-1.5E-7,scale=2", "file:path=a=b:c"})
  void textReadsBack(String text) {
    assertEquals(text, Spec.parse(text).toString());
  }

  @Test
  void numbersReadBackToTheBit() {
    for (double value : new double[] {0.1, -0.0, 1.0 / 3, Double.MIN_VALUE, 1e300}) {
      Spec spec = Spec.parse(Spec.of("a").with("x", value).toString());
      assertEquals(
          Double.doubleToLongBits(value), Double.doubleToLongBits(spec.number("x")), "" + value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: | settings have the form NAME:key=value,key=value, got \"a:\"",
        "a:b | settings have the form NAME:key=value,key=value, got \"a:b\"",
        "a:b=1, | settings have the form NAME:key=value,key=value, got \"a:b=1,\"",
        "a:b=1,b=2 | b is set twice in \"a:b=1,b=2\"",
        ":b=1 | a name is made of letters, digits, '.', '_' and '-', got \"\"",
        "a b | a name is made of letters, digits, '.', '_' and '-', got \"a b\"",
        "-a | a name is made of letters, digits, '.', '_' and '-', got \"-a\"",
        "a:=1 | a key is made of letters, digits, '.', '_' and '-', got \"\"",
        "a: b=1 | a key is made of letters, digits, '.', '_' and '-', got \" b\""
      },
      quoteCharacter = '`')
  void malformedTextIsRefused(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @Test
  void emptyTextIsRefused() {
    assertEquals("a name is made of letters, digits, '.', '_' and '-', got \"\"", refusal(""));
  }

  @Test
  void valuesThatWouldNotReadBackAreRefused() {
    assertEquals(
        "a setting cannot have a comma, got x=1,2",
        assertThrows(IllegalArgumentException.class, () -> Spec.of("a").with("x", "1,2"))
            .getMessage());
    assertThrows(NullPointerException.class, () -> Spec.of(null));
    Map<String, String> settings = new HashMap<>();
    settings.put("x", null);
    assertThrows(NullPointerException.class, () -> new Spec("a", settings));
  }

  @Test
  void settingsAreOfTheRightKind() {
    Spec spec = Spec.parse("low-rank:rank=two,spread=0.5");
    assertEquals(
        "the setting rank of low-rank must be a number, got \"two\"",
        assertThrows(IllegalArgumentException.class, () -> spec.number("rank")).getMessage());
    assertEquals(
        "the setting spread of low-rank must be a whole number, got \"0.5\"",
        assertThrows(IllegalArgumentException.class, () -> spec.integer("spread")).getMessage());
    assertEquals(
        "low-rank needs a setting size",
        assertThrows(IllegalArgumentException.class, () -> spec.text("size")).getMessage());
  }

  @Test
  void isImmutable() {
    Map<String, String> settings = new HashMap<>(Map.of("x", "1"));
    Spec spec = new Spec("a", settings);
    settings.put("x", "2");
    assertEquals("1", spec.text("x"));
    assertThrows(UnsupportedOperationException.class, () -> spec.settings().put("x", "2"));
    Spec changed = spec.with("x", 3).with("y", 4);
    assertEquals("a:x=1", spec.toString());
    assertEquals("a:x=3,y=4", changed.toString());
  }
}

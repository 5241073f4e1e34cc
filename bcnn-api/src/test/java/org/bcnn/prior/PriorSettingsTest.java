package org.bcnn.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What priors take by name. */
class PriorSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian:scale=0",
        "gaussian:mean=NaN",
        "laplace:scale=0",
        "laplace:scale=Infinity",
        "learned-gaussian:scale=-1",
        "moped:scale=0",
        "scale-mixture:pi=0",
        "scale-mixture:pi=1",
        "scale-mixture:sigma1=-1",
        "scale-mixture:sigma2=0",
        "scale-mixture:sigma2=NaN",
        "student-t:df=0",
        "student-t:scale=NaN"
      })
  void refusesWhatMakesNoDensity(String spec) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PriorProvider.registry().create(spec))
            .getMessage();
    String value = spec.substring(spec.indexOf('=') + 1);
    assertTrue(message.contains(value), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian | gaussian:mean=0.0,scale=0.3",
        "laplace:scale=0.5 | laplace:scale=0.5",
        "learned-gaussian | learned-gaussian:scale=0.3",
        "moped:scale=2 | moped:scale=2.0",
        "scale-mixture:sigma1=2 | scale-mixture:pi=0.5,sigma1=2.0,sigma2=0.0025",
        "student-t:df=1 | student-t:df=1.0,scale=0.2"
      })
  void specHasEverySetting(String given, String full) {
    assertEquals(full, PriorProvider.registry().create(given).spec().toString());
  }

  @Test
  void everySettingIsDescribed() {
    for (Provider<? extends Prior> provider : PriorProvider.registry().providers()) {
      assertTrue(provider.description().length() > 10, provider.name());
      for (Setting setting : provider.settings()) {
        assertTrue(setting.description().length() > 5, provider.name() + " " + setting.key());
      }
    }
  }

  @Test
  void priorWithoutNameSaysSo() {
    Prior bare = (weights, site) -> weights.sum();
    assertTrue(
        assertThrows(UnsupportedOperationException.class, bare::spec)
            .getMessage()
            .endsWith("has no name to be stored under: override spec()"));
  }
}

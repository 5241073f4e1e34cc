package org.bcnn.tasks.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person reads them. Stateless. */
final class Numbers {
  /** What stands for a number that there is not. */
  static final String NONE = "–";

  private Numbers() {}

  /** Writes a number with about four digits that matter. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e12) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (size < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 4 : 5;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Writes a round number without needless digits. */
  static String tick(double value) {
    double size = Math.abs(value);
    if (size < 1e-12) {
      return "0";
    }
    BigDecimal round = new BigDecimal(value, new MathContext(5)).stripTrailingZeros();
    if (size >= 1e-3 && size < 1e6) {
      return round.toPlainString();
    }
    int exponent = round.precision() - round.scale() - 1;
    return round.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** Writes a share in per cent. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : NONE;
  }

  /** Writes a time. */
  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole / 60 % 60);
  }
}

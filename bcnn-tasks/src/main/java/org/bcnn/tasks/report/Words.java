package org.bcnn.tasks.report;

import java.util.Locale;

/** Names in files as words for people. Stateless. */
public final class Words {
  private Words() {}

  /**
   * Makes words of a name in camel case.
   *
   * @param name such as {@code mutualInformation}
   * @return such as {@code mutual information}
   */
  public static String of(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}

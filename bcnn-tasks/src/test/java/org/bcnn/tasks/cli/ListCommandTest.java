package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListCommandTest {
  private static final List<String> KINDS =
      List.of(
          "models",
          "super-resolution-models",
          "gan-models",
          "priors",
          "posteriors",
          "estimators",
          "activations",
          "optimizers",
          "lr-schedules",
          "kl-schedules");

  private static String list(String... kind) {
    String[] args = new String[kind.length + 1];
    args[0] = "list";
    System.arraycopy(kind, 0, args, 1, kind.length);
    CommandRun run = CommandRun.of(args);
    run.succeeded();
    return run.out();
  }

  @Test
  void modelsAreListedByWhatTheyAreFor() {
    String enlarging = list("super-resolution-models");
    assertTrue(enlarging.contains("  espcn            four convolutions"), enlarging);
    assertTrue(enlarging.contains("      skip           what is added to the output"), enlarging);
    assertTrue(list("gan-models").contains("  dcgan            strided and transposed"));
    String classifying = list("models");
    assertTrue(classifying.contains("lenet5"), classifying);
    assertFalse(classifying.contains("espcn"), classifying);
  }

  /** Without a kind, all lists one after another; the help names every kind. */
  @Test
  void everyKindIsListed() {
    StringBuilder all = new StringBuilder();
    for (String kind : KINDS) {
      all.append(String.format("%s%n%s%n", kind, list(kind)));
    }
    assertEquals(all.toString(), list());
    String help = list("--help").replaceAll("\\s+", " ");
    for (String kind : KINDS) {
      assertTrue(help.contains(" " + kind), help);
    }
    CommandRun.of("list", "networks").failedWith(1, "these are known: " + String.join(", ", KINDS));
  }
}

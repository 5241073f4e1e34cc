package org.bcnn.it.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the document are the rules that are checked. */
final class ContractDocumentTest {
  private static final Pattern RULE =
      Pattern.compile("^- \\*\\*(B-\\d{3})\\*\\* (?=.*\\b(MUST|SHOULD)\\b)", Pattern.MULTILINE);

  @Test
  void everyRuleIsCheckedAndEveryCheckHasARule() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "backend-contract.md"));
    Set<String> rules = new TreeSet<>();
    Matcher matcher = RULE.matcher(document);
    while (matcher.find()) {
      if (!rules.add(matcher.group(1))) {
        throw new AssertionError(matcher.group(1) + " stands for two rules");
      }
    }
    assertEquals(rules, new Contract(null).rules());
  }
}

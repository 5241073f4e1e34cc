package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesTextsAndAttributes() {
    String html = new Html().element("p", "<b>&\"'", "title", "\"><x>").toString();
    assertEquals("<p title=\"&quot;&gt;&lt;x&gt;\">&lt;b&gt;&amp;&quot;&#39;</p>\n", html);
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertEquals("a\ufffdb", Html.escape("a\u0000b"));
    assertEquals("\ud83d\ude00", Html.escape("\ud83d\ude00"), "more than 16 bits");
    assertEquals("\ufffd", Html.escape("\ud83d"), "half of a character");
  }

  @Test
  void leavesAttributesWithoutValueOut() {
    assertEquals("<td>1</td>", new Html().element("td", "1", "class", null).toString());
  }

  @Test
  void whatIsOpenIsMissed() {
    assertThrows(IllegalStateException.class, () -> new Html().open("p").toString());
    assertThrows(IllegalArgumentException.class, () -> new Html().open("p", "class"));
  }
}

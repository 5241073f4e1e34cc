package org.bcnn.tasks.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML, too. Texts and values of attributes are escaped, so that
 * they may be anything. Not thread-safe.
 */
public final class Html {
  private static final Set<String> INLINE =
      Set.of("a", "b", "code", "data", "i", "span", "th", "td");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Starts with nothing. */
  public Html() {}

  /**
   * Opens an element.
   *
   * @param tag its name
   * @param attributes names and values in turn; a name whose value is null is left out
   * @return this
   */
  public Html open(String tag, String... attributes) {
    start(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  private StringBuilder start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("an attribute of " + tag + " has no value");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        out.append(escape(attributes[i + 1])).append('"');
      }
    }
    return out;
  }

  /**
   * Closes the element that was opened last.
   *
   * @return this
   * @throws java.util.NoSuchElementException if none is open
   */
  public Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (!INLINE.contains(tag)) {
      out.append('\n');
    }
    return this;
  }

  /**
   * Writes text.
   *
   * @param text any text
   * @return this
   */
  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /**
   * Writes an element that holds text.
   *
   * @param tag its name
   * @param text any text
   * @param attributes names and values in turn
   * @return this
   */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * Writes an element that holds nothing and has no end, such as {@code img}.
   *
   * @param tag its name
   * @param attributes names and values in turn
   * @return this
   */
  public Html empty(String tag, String... attributes) {
    start(tag, attributes).append("/>");
    return this;
  }

  /** Writes markup as it is. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /**
   * Replaces what has a meaning in markup, and what XML cannot hold at all.
   *
   * @param text any text
   * @return the text as content or quoted value
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    boolean low = c >= 0x20 && c <= 0xd7ff;
    boolean high = c >= 0xe000 && c <= 0xfffd;
    return low || high || c >= 0x10000 || c == '\t' || c == '\n';
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }
}

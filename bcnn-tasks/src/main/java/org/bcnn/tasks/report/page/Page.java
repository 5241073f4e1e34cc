package org.bcnn.tasks.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of sections in one file, which refers to nothing outside of itself.
 *
 * @param title its title
 * @param subtitle what it is about
 * @param sections its parts; empty ones are left out
 */
public record Page(String title, String subtitle, List<Section> sections) {
  /** Leaves empty sections out. */
  public Page {
    sections = sections.stream().filter(section -> !section.isEmpty()).toList();
  }

  /**
   * Writes the page.
   *
   * @return HTML that is well-formed XML
   */
  public String text() {
    Html html = new Html();
    html.markup("<!DOCTYPE html>\n");
    html.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    html.open("head").empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title);
    html.open("style").markup(style()).close().close();
    html.open("body").open("header");
    html.element("h1", title).element("p", subtitle, "class", "subtitle");
    html.open("nav", "aria-label", "Sections").open("ul");
    for (int i = 0; i < sections.size(); i++) {
      html.open("li").element("a", sections.get(i).title(), "href", "#section-" + i).close();
    }
    html.close().close().close().open("main");
    for (int i = 0; i < sections.size(); i++) {
      html.open("section", "id", "section-" + i).element("h2", sections.get(i).title());
      sections.get(i).write(html);
      html.close();
    }
    return html.close().close().close().toString();
  }

  /** The style sheet has no character that markup would have to escape. */
  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("/*light*/", Ink.definitions(false))
          .replace("/*dark*/", Ink.definitions(true));
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet of the report is missing from the jar", e);
    }
  }
}

package org.bcnn.tasks.report.page;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page as a parser of XML sees it. */
final class PageReader {
  private final Document document;

  PageReader(Page page) throws Exception {
    document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page.text())));
  }

  List<Element> elements(String tag) {
    return elements(document.getElementsByTagName(tag));
  }

  static List<Element> elements(NodeList found) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  List<String> texts(String tag) {
    return elements(tag).stream().map(Element::getTextContent).toList();
  }

  /** Returns the figure of a title. */
  Element figure(String title) {
    return elements("figure").stream()
        .filter(figure -> figure.getElementsByTagName("h3").item(0).getTextContent().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no figure " + title));
  }

  String alt(String title) {
    return ((Element) figure(title).getElementsByTagName("svg").item(0)).getAttribute("aria-label");
  }
}

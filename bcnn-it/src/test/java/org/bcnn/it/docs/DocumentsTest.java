package org.bcnn.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.bcnn.tasks.cli.Bcnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @TempDir private Path temporary;

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (var files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void theReadmeShowsTheExampleThatRuns() throws IOException {
    List<String> source =
        stripped(
            Files.readAllLines(
                ROOT.resolve("bcnn-it/src/test/java/org/bcnn/it/docs/ReadmeExample.java")));
    List<String> example = source.subList(source.indexOf("// begin") + 1, source.indexOf("// end"));
    List<String> readme = stripped(Files.readAllLines(ROOT.resolve("README.md")));
    int start = readme.indexOf(example.get(0));
    assertTrue(start >= 0, "the README has no line " + example.get(0));
    assertEquals(example, readme.subList(start, start + example.size()));
  }

  @Test
  void theExampleRuns() throws IOException {
    StringWriter err = new StringWriter();
    int status =
        Bcnn.run(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(err),
            "classify",
            "train",
            "--backend=tf",
            "--train-limit=500",
            "--epochs=1",
            "--eval-draws=1",
            "--out=" + temporary);
    assertEquals(0, status, err.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReadmeExample.run(
        temporary.resolve("checkpoint.safetensors"),
        "djl",
        List.of(picture("black", 0), picture("grey", 128)),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines.get(1).matches(".*grey.png: (not sure|\\d) \\([01]\\.\\d\\d\\)"), lines.get(1));
  }

  private Path picture(String name, int level) throws IOException {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 28 * 28; i++) {
      picture.getRaster().setSample(i % 28, i / 28, 0, level);
    }
    Path file = temporary.resolve(name + ".png");
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
    return file;
  }

  @Test
  void linksBetweenDocumentsLead() throws IOException {
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        Path target = document.resolveSibling(links.group(1));
        assertTrue(Files.exists(target), document + " links to " + links.group(1));
      }
    }
  }
}

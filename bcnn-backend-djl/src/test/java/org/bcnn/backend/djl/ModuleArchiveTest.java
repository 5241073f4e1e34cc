package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ModuleArchiveTest {

  private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertEquals(ZipEntry.STORED, entry.getMethod(), entry.getName());
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void holdsTheSourceUncompressedInOneFolder() throws IOException {
    Map<String, byte[]> files = unzip(ModuleArchive.of("class Function(Module):\n"));
    assertEquals(
        List.of(
            "function/data.pkl",
            "function/code/__torch__.py",
            "function/constants.pkl",
            "function/version"),
        List.copyOf(files.keySet()));
    assertEquals(
        "class Function(Module):\n",
        new String(files.get("function/code/__torch__.py"), StandardCharsets.UTF_8));
    assertEquals("10\n", new String(files.get("function/version"), StandardCharsets.UTF_8));
  }

  /** Expected bytes: Python 3.11, pickletools.dis of a pickle with these opcodes. */
  @Test
  void picklesAnInstanceOfTheClass() throws IOException {
    byte[] pickle = unzip(ModuleArchive.of("")).get("function/data.pkl");
    assertArrayEquals(
        new byte[] {(byte) 0x80, 2, 'c'}, java.util.Arrays.copyOf(pickle, 3), "PROTO 2, GLOBAL");
    assertTrue(
        new String(pickle, StandardCharsets.ISO_8859_1)
            .endsWith("c__torch__\nFunction\n)\u0081}b."));
  }

  @Test
  void isTheSameEveryTime() {
    assertArrayEquals(ModuleArchive.of("a"), ModuleArchive.of("a"));
  }
}

package org.bcnn.backend.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive in which libtorch keeps a TorchScript module: an uncompressed zip of the
 * module's pickled attributes, its source, its pickled constants and the version of the format. Our
 * modules are source alone; what they compute with comes as arguments.
 */
final class ModuleArchive {
  /** The name of the module's class in its source. */
  static final String CLASS = "Function";

  private static final String FOLDER = "function/";

  /** Sources of this version are taken as they are; older ones would be rewritten on loading. */
  private static final String FORMAT_VERSION = "10\n";

  /**
   * A pickle of protocol 2: an instance of the class with an empty state. GLOBAL, EMPTY_TUPLE,
   * NEWOBJ, EMPTY_DICT, BUILD, STOP.
   */
  private static final String OBJECT = "\u0080\u0002c__torch__\n" + CLASS + "\n)\u0081}b.";

  /** A pickle of protocol 2: an empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private ModuleArchive() {}

  /**
   * Makes an archive.
   *
   * @param source the class {@link #CLASS} in TorchScript
   * @return the bytes of the archive
   */
  static byte[] of(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    // The same module gives the same bytes at any time.
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

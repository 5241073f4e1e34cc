package org.bcnn.tasks.data;

import java.net.URI;
import java.util.List;

/**
 * A file that can be downloaded and checked. Immutable and safe for use by any number of threads.
 *
 * @param name its name, without a folder
 * @param bytes its length, at least 1
 * @param sha256 the SHA-256 digest of its content: 64 hexadecimal digits in lower case
 * @param mirrors where it is, in the order in which they are tried; at least one
 */
public record RemoteFile(String name, long bytes, String sha256, List<URI> mirrors) {

  /**
   * Creates a description.
   *
   * @param name its name, without a folder
   * @param bytes its length, at least 1
   * @param sha256 the SHA-256 digest of its content: 64 hexadecimal digits in lower case
   * @param mirrors where it is, in the order in which they are tried; at least one
   * @throws IllegalArgumentException if the length is less than 1, the digest is not one, or there
   *     is no mirror
   */
  public RemoteFile {
    if (bytes < 1) {
      throw new IllegalArgumentException("the length of " + name + " is " + bytes);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("the digest of " + name + " is \"" + sha256 + "\"");
    }
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException("there is no mirror of " + name);
    }
    mirrors = List.copyOf(mirrors);
  }
}

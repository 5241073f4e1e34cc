package org.bcnn.tasks.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads files, so that a file is either there, whole and checked, or not there.
 *
 * <p>What has arrived is kept in a file that ends in {@code .part}; a transfer that was interrupted
 * is resumed where it stopped, from the same mirror or another, in this run or a later one. When
 * all is there and its SHA-256 digest is right, the part is moved to its place atomically; when the
 * digest is wrong, it is thrown away. Proxies are those of the system properties, such as {@code
 * https.proxyHost}. Safe for use by any number of threads.
 */
public final class Downloader {

  /** How often a mirror is tried as long as each attempt brings something new. */
  private static final int ATTEMPTS = 4;

  private final HttpClient client;
  private final Duration timeout;

  /**
   * Creates a downloader.
   *
   * @param timeout how long a server may take to accept a connection, and how long it may then be
   *     silent
   */
  public Downloader(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /**
   * Downloads a file, unless there already is one of its name.
   *
   * @param file the file
   * @param folder where it is to be; created if it does not exist
   * @param progress told how the download advances
   * @throws DataException if no mirror delivers the file, it cannot be written, another process is
   *     downloading it, or the thread is interrupted
   */
  public void fetch(RemoteFile file, Path folder, TransferProgress progress) {
    Path target = folder.resolve(file.name());
    if (Files.exists(target)) {
      return;
    }
    try (PartFile part = PartFile.open(target)) {
      // Another process may have finished between the question above and the lock.
      if (Files.exists(target)) {
        part.delete();
        return;
      }
      fetch(file, part, progress);
      part.moveTo(target);
    }
  }

  /** Returns when the part is whole and its digest right. */
  private void fetch(RemoteFile file, PartFile part, TransferProgress progress) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : file.mirrors()) {
      try {
        fetch(file, mirror, part, progress);
        return;
      } catch (TransferException e) {
        failures.add(mirror + " " + e.getMessage());
      }
    }
    if (part.size() == 0) {
      part.delete();
    }
    throw new DataException(
        "cannot download " + file.name() + ":\n  " + String.join("\n  ", failures));
  }

  private void fetch(RemoteFile file, URI mirror, PartFile part, TransferProgress progress)
      throws TransferException {
    for (int attempt = 1; ; attempt++) {
      if (part.size() > file.bytes()) {
        part.clear();
      }
      long before = part.size();
      progress.update(file.name(), before, file.bytes());
      try {
        if (before < file.bytes()) {
          transfer(file, mirror, part, progress);
        }
        check(file, part);
        return;
      } catch (TransferException e) {
        boolean newer = part.size() > before || part.size() < before;
        if (!newer || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Throws away what has arrived if it is whole but wrong. */
  private static void check(RemoteFile file, PartFile part) throws TransferException {
    if (part.size() < file.bytes()) {
      throw new TransferException(
          String.format("sent only %d of %d bytes", part.size(), file.bytes()));
    }
    String digest = part.digest();
    if (!digest.equals(file.sha256())) {
      part.clear();
      throw new TransferException(
          String.format(
              "sent a file with the SHA-256 digest %s instead of %s; it was thrown away",
              digest, file.sha256()));
    }
  }

  private void transfer(RemoteFile file, URI mirror, PartFile part, TransferProgress progress)
      throws TransferException {
    HttpRequest.Builder request = HttpRequest.newBuilder(mirror);
    if (part.size() > 0) {
      request.header("Range", "bytes=" + part.size() + "-");
    }
    PartTransfer transfer = new PartTransfer(file, part, progress);
    CompletableFuture<?> exchange = client.sendAsync(request.build(), transfer);
    try {
      await(exchange, transfer);
    } catch (ExecutionException e) {
      throw reason(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          "the download of " + file.name() + " was interrupted; the next one resumes it", e);
    } finally {
      transfer.stop();
      exchange.cancel(true);
    }
  }

  private void await(CompletableFuture<?> exchange, PartTransfer transfer)
      throws TransferException, ExecutionException, InterruptedException {
    while (true) {
      long before = transfer.size();
      try {
        exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (transfer.size() == before) {
          throw new TransferException("sent nothing for " + timeout.toSeconds() + " s", e);
        }
      }
    }
  }

  /** Turns what ended a transfer into a reason, or throws it if it is not the server's fault. */
  private static TransferException reason(Throwable cause) {
    if (cause instanceof TransferException transfer) {
      return transfer;
    }
    if (cause instanceof HttpTimeoutException) {
      return new TransferException("did not accept a connection in time", cause);
    }
    if (cause instanceof ConnectException) {
      return new TransferException(
          cause.getCause() instanceof UnresolvedAddressException
              ? "is not a known host (is this computer offline?)"
              : "cannot be connected to",
          cause);
    }
    if (cause instanceof IOException) {
      return new TransferException("broke off: " + cause.getMessage(), cause);
    }
    if (cause instanceof RuntimeException problem) {
      throw problem;
    }
    throw new IllegalStateException(cause);
  }
}

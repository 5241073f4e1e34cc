package org.bcnn.tasks.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this computer, with the faults that servers have. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "file-server");
            thread.setDaemon(true);
            return thread;
          });
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long received;

  FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  String address(String path) {
    return base(server.getAddress().getPort()) + path;
  }

  /** Returns an address at which nobody listens. */
  static String closedAddress(String path) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return base(socket.getLocalPort()) + path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base(int port) {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }

  /** Returns the requests so far: path and range, such as {@code "/file bytes=10-"}. */
  List<String> requests() {
    return requests;
  }

  /** Serves a file as a good server does, also from its middle. */
  void serve(String path, byte[] content) {
    handle(path, exchange -> send(exchange, content, content.length));
  }

  /** Serves a file always from its start. */
  void serveWithoutRanges(String path, byte[] content) {
    handle(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
        });
  }

  /**
   * Serves so many bytes a request and then breaks the connection; but not before they are {@link
   * #received}, for what is on its way when a connection breaks may be lost.
   */
  void serveAndBreak(String path, byte[] content, int most) {
    handle(
        path,
        exchange -> {
          int to = send(exchange, content, most);
          exchange.getResponseBody().flush();
          awaitReceived(to);
        });
  }

  /** Tells the server how many bytes of a file have arrived. */
  synchronized void received(long bytes) {
    received = bytes;
    notifyAll();
  }

  private synchronized void awaitReceived(long bytes) {
    try {
      while (received < bytes && closed.getCount() > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves so many bytes and then falls silent. */
  void serveAndStall(String path, byte[] content, int most) {
    handle(
        path,
        exchange -> {
          send(exchange, content, most);
          exchange.getResponseBody().flush();
          awaitClose();
        });
  }

  /** Accepts requests and says nothing at all. */
  void stall(String path) {
    handle(path, exchange -> awaitClose());
  }

  void redirect(String path, String to) {
    handle(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  void handle(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  /** Returns the position in the file up to which it was sent. */
  private static int send(HttpExchange exchange, byte[] content, int most) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    int to = Math.min(content.length, from + most);
    exchange.getResponseBody().write(Arrays.copyOfRange(content, from, to));
    return to;
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    received(Long.MAX_VALUE);
    server.stop(0);
    threads.shutdownNow();
  }
}

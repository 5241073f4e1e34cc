package org.bcnn.tasks.data;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives the answer of one server and appends it to a {@link PartFile}: the rest of the file
 * where the server resumes, all of it where it does not, and nothing where the answer is something
 * else.
 *
 * <p>Nothing is written after {@link #stop()} has returned, so the part may then be used by another
 * transfer. Thread-safe.
 */
final class PartTransfer
    implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final RemoteFile file;
  private final PartFile part;
  private final TransferProgress progress;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Flow.Subscription subscription;
  private String refusal;
  private boolean stopped;
  private long size;

  PartTransfer(RemoteFile file, PartFile part, TransferProgress progress) {
    this.file = file;
    this.part = part;
    this.progress = progress;
    size = part.size();
  }

  /** Returns how many bytes of the file have arrived. */
  synchronized long size() {
    return size;
  }

  /** Ends the transfer: from now on, nothing is written. */
  synchronized void stop() {
    stopped = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public synchronized HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo response) {
    refusal = refusal(response.statusCode(), response.headers());
    if (refusal == null && response.statusCode() == OK && size > 0 && !stopped) {
      part.clear();
      size = 0;
    }
    return this;
  }

  /** Says why the answer is no use, or null if it is what was asked for. */
  private String refusal(int status, HttpHeaders headers) {
    if (status == PARTIAL_CONTENT) {
      String range = headers.firstValue("Content-Range").orElse("");
      Matcher match = CONTENT_RANGE.matcher(range);
      boolean resumes =
          match.matches()
              && match.group(1).equals(Long.toString(size))
              && List.of("*", Long.toString(file.bytes())).contains(match.group(2));
      return resumes ? null : "sent the wrong part of the file (\"" + range + "\")";
    }
    if (status != OK) {
      return "answered with HTTP status " + status;
    }
    OptionalLong length = headers.firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() != file.bytes()) {
      return String.format(
          "has a file of %d bytes instead of %d", length.getAsLong(), file.bytes());
    }
    return null;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (refusal != null) {
      fail(new TransferException(refusal));
    } else if (stopped) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (stopped) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        if (size + buffer.remaining() > file.bytes()) {
          fail(new TransferException("sent more than the " + file.bytes() + " bytes of the file"));
          return;
        }
        size += buffer.remaining();
        part.append(buffer);
      }
      progress.update(file.name(), size, file.bytes());
      subscription.request(1);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void onError(Throwable e) {
    done.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    done.complete(null);
  }

  private void fail(Exception e) {
    stop();
    done.completeExceptionally(e);
  }
}

package org.bcnn.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The open-and-close rules of backends, sessions and executables, for backends to hold by
 * composition: closing is idempotent, closes what is still open beneath, and use after close is
 * refused. With the system property {@code bcnn.leakDetection=true}, closing with open children
 * also throws, once everything is closed, and names where each was opened. Thread-safe.
 */
public final class Lifecycle {
  private final String what;
  private final Lifecycle parent;
  private final Runnable release;
  private final Throwable opened;
  private final Set<Lifecycle> children = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Held while closing, so that a parent never releases what a closing child still uses. */
  private final Object closing = new Object();

  private boolean closed;

  /**
   * Opens something.
   *
   * @param what its name, for messages, such as {@code session}
   * @param parent what it was opened from, or null
   * @param release frees its resources, run once, after its children's
   * @throws IllegalStateException if the parent is closed
   */
  public Lifecycle(String what, Lifecycle parent, Runnable release) {
    this.what = what;
    this.parent = parent;
    this.release = release;
    this.opened = Boolean.getBoolean("bcnn.leakDetection") ? new Throwable(what + " opened") : null;
    if (parent != null) {
      parent.adopt(this);
    }
  }

  private synchronized void adopt(Lifecycle child) {
    requireOpen();
    children.add(child);
  }

  /**
   * Refuses use after close.
   *
   * @throws IllegalStateException if closed
   */
  public synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this " + what + " is closed");
    }
  }

  /**
   * Closes children, the last opened first, and then this; does nothing the second time. Everything
   * is closed even where a release throws; who comes while another thread closes waits for it.
   *
   * @throws IllegalStateException with leak detection, if children were open
   * @throws RuntimeException the first that a release threw, the others suppressed
   */
  public void close() {
    synchronized (closing) {
      if (!isOpen()) {
        return;
      }
      synchronized (this) {
        closed = true;
      }
      List<Lifecycle> open = new ArrayList<>(children);
      Collections.reverse(open);
      RuntimeException failure = opened == null ? null : leak(open);
      for (Lifecycle child : open) {
        failure = attempt(child::close, failure);
      }
      failure = attempt(release, failure);
      if (parent != null) {
        parent.children.remove(this);
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private synchronized boolean isOpen() {
    return !closed;
  }

  private RuntimeException leak(List<Lifecycle> children) {
    List<Lifecycle> leaked = children.stream().filter(Lifecycle::isOpen).toList();
    if (leaked.isEmpty()) {
      return null;
    }
    RuntimeException leak =
        new IllegalStateException(
            what + " closed with " + leaked.size() + " still open: " + leaked);
    leaked.stream()
        .map(child -> child.opened)
        .filter(Objects::nonNull)
        .forEach(leak::addSuppressed);
    return leak;
  }

  private static RuntimeException attempt(Runnable action, RuntimeException earlier) {
    try {
      action.run();
      return earlier;
    } catch (RuntimeException failure) {
      if (earlier == null || earlier == failure) {
        return failure;
      }
      earlier.addSuppressed(failure);
      return earlier;
    }
  }

  @Override
  public String toString() {
    return what;
  }
}

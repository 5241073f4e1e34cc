package org.bcnn.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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
   * Closes children and then this; does nothing the second time.
   *
   * @throws IllegalStateException with leak detection, if children were open
   */
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List<Lifecycle> open = new ArrayList<>(children);
    Collections.reverse(open);
    IllegalStateException leak = null;
    if (!open.isEmpty() && opened != null) {
      leak =
          new IllegalStateException(what + " closed with " + open.size() + " still open: " + open);
      for (Lifecycle child : open) {
        leak.addSuppressed(child.opened);
      }
    }
    for (Lifecycle child : open) {
      try {
        child.close();
      } catch (IllegalStateException nested) {
        if (leak == null) {
          leak = nested;
        } else {
          leak.addSuppressed(nested);
        }
      }
    }
    release.run();
    if (parent != null) {
      parent.children.remove(this);
    }
    if (leak != null) {
      throw leak;
    }
  }

  @Override
  public String toString() {
    return what;
  }
}

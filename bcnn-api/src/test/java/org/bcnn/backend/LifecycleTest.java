package org.bcnn.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final String LEAK_DETECTION = "bcnn.leakDetection";

  private final List<String> released = Collections.synchronizedList(new ArrayList<>());
  private String before;

  @BeforeEach
  void leakDetectionOff() {
    before = System.getProperty(LEAK_DETECTION);
    System.clearProperty(LEAK_DETECTION);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(LEAK_DETECTION);
    } else {
      System.setProperty(LEAK_DETECTION, before);
    }
  }

  private Lifecycle open(String what, Lifecycle parent) {
    return new Lifecycle(what, parent, () -> released.add(what));
  }

  @Test
  void closesOnce() {
    Lifecycle backend = open("backend", null);
    backend.requireOpen();
    backend.close();
    backend.close();
    assertEquals(List.of("backend"), released);
  }

  @Test
  void closesChildrenLastOpenedFirst() {
    Lifecycle backend = open("backend", null);
    Lifecycle first = open("session 1", backend);
    open("executable 1", first);
    open("executable 2", first);
    open("session 2", backend);
    backend.close();
    assertEquals(
        List.of("session 2", "executable 2", "executable 1", "session 1", "backend"), released);
  }

  @Test
  void closedChildrenAreForgotten() {
    Lifecycle backend = open("backend", null);
    open("session 1", backend).close();
    open("session 2", backend);
    backend.close();
    assertEquals(List.of("session 1", "session 2", "backend"), released);
  }

  /** A backend that opens and closes a session a request must not keep them all. */
  @Test
  void closedChildrenAreNotKept() throws InterruptedException {
    Lifecycle backend = open("backend", null);
    Lifecycle session = open("session", backend);
    WeakReference<Lifecycle> closed = new WeakReference<>(session);
    session.close();
    session = null;
    for (int i = 0; i < 100 && closed.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(closed.get());
    backend.requireOpen();
  }

  @Test
  void refusesUseAfterClose() {
    Lifecycle backend = open("backend", null);
    Lifecycle session = open("session", backend);
    backend.close();
    for (Lifecycle closed : List.of(backend, session)) {
      String message = assertThrows(IllegalStateException.class, closed::requireOpen).getMessage();
      assertEquals("this " + closed + " is closed", message);
    }
    String message =
        assertThrows(IllegalStateException.class, () -> open("session", backend)).getMessage();
    assertEquals("this backend is closed", message);
  }

  @Test
  void isClosedWhileItReleases() {
    AtomicBoolean refused = new AtomicBoolean();
    Lifecycle[] self = new Lifecycle[1];
    self[0] =
        new Lifecycle(
            "session",
            null,
            () -> {
              assertThrows(IllegalStateException.class, self[0]::requireOpen);
              self[0].close();
              refused.set(true);
            });
    self[0].close();
    assertTrue(refused.get());
  }

  @Test
  void releaseThatThrowsLeavesNothingOpen() {
    RuntimeException engine = new BackendException("the engine died");
    RuntimeException another = new BackendException("and again");
    Lifecycle backend = open("backend", null);
    open("session 1", backend);
    new Lifecycle(
        "session 2",
        backend,
        () -> {
          throw another;
        });
    new Lifecycle(
        "session 3",
        backend,
        () -> {
          throw engine;
        });
    assertSame(engine, assertThrows(BackendException.class, backend::close));
    assertEquals(List.of(another), Arrays.asList(engine.getSuppressed()));
    assertEquals(List.of("session 1", "backend"), released);
    assertThrows(IllegalStateException.class, backend::requireOpen);
  }

  @Test
  void releasesThatThrowTheSameAreReportedOnce() {
    RuntimeException engine = new BackendException("the engine died");
    Runnable failing =
        () -> {
          throw engine;
        };
    Lifecycle backend = new Lifecycle("backend", null, failing);
    new Lifecycle("session", backend, failing);
    assertSame(engine, assertThrows(BackendException.class, backend::close));
  }

  @Test
  void withoutLeakDetectionOpenChildrenAreNoError() {
    Lifecycle backend = open("backend", null);
    open("session", backend);
    assertDoesNotThrow(backend::close);
  }

  @Test
  void leakDetectionNamesWhereChildrenWereOpened() {
    System.setProperty(LEAK_DETECTION, "true");
    Lifecycle backend = open("backend", null);
    openInAMethodOfItsOwn(backend);
    open("closed session", backend).close();
    IllegalStateException leak = assertThrows(IllegalStateException.class, backend::close);
    assertEquals("backend closed with 1 still open: [session]", leak.getMessage());
    assertEquals(1, leak.getSuppressed().length);
    Throwable opened = leak.getSuppressed()[0];
    assertEquals("session opened", opened.getMessage());
    assertTrue(
        Arrays.stream(opened.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("openInAMethodOfItsOwn")));
    assertEquals(List.of("closed session", "session", "backend"), released);
    assertDoesNotThrow(backend::close);
  }

  private void openInAMethodOfItsOwn(Lifecycle backend) {
    open("session", backend);
  }

  @Test
  void leakDetectionReportsEveryLevel() {
    System.setProperty(LEAK_DETECTION, "true");
    Lifecycle backend = open("backend", null);
    open("executable", open("session", backend));
    IllegalStateException leak = assertThrows(IllegalStateException.class, backend::close);
    assertEquals("backend closed with 1 still open: [session]", leak.getMessage());
    List<String> beneath = Arrays.stream(leak.getSuppressed()).map(Throwable::getMessage).toList();
    assertEquals(
        List.of("session opened", "session closed with 1 still open: [executable]"), beneath);
    assertEquals(List.of("executable", "session", "backend"), released);
  }

  @Test
  void leakDetectionIsSilentWhenAllIsClosed() {
    System.setProperty(LEAK_DETECTION, "true");
    Lifecycle backend = open("backend", null);
    Lifecycle session = open("session", backend);
    open("executable", session).close();
    session.close();
    assertDoesNotThrow(backend::close);
  }

  @Test
  void leakDetectionMayBeSwitchedInBetween() {
    System.setProperty(LEAK_DETECTION, "true");
    Lifecycle backend = open("backend", null);
    System.clearProperty(LEAK_DETECTION);
    open("session", backend);
    IllegalStateException leak = assertThrows(IllegalStateException.class, backend::close);
    assertEquals("backend closed with 1 still open: [session]", leak.getMessage());
    assertEquals(List.of("session", "backend"), released);
  }

  /** Whatever the order of the two threads, a child is refused or closed, never left open. */
  @Test
  void childAdoptedDuringCloseIsClosedOrRefused() throws Exception {
    for (int round = 0; round < 500; round++) {
      AtomicInteger alive = new AtomicInteger();
      Lifecycle parent = new Lifecycle("backend", null, () -> {});
      CyclicBarrier start = new CyclicBarrier(2);
      Thread opener =
          new Thread(
              () -> {
                await(start);
                try {
                  while (true) {
                    new Lifecycle("session", parent, alive::decrementAndGet);
                    alive.incrementAndGet();
                  }
                } catch (IllegalStateException closed) {
                  assertEquals("this backend is closed", closed.getMessage());
                }
              });
      opener.start();
      await(start);
      parent.close();
      opener.join();
      assertEquals(0, alive.get());
    }
  }

  /** Who comes while another thread closes returns only when all is released. */
  @Test
  void parentWaitsForAChildThatIsClosing() throws Exception {
    Lifecycle backend = open("backend", null);
    CountDownLatch releasing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Lifecycle session =
        new Lifecycle(
            "session",
            backend,
            () -> {
              releasing.countDown();
              awaitLatch(go);
              released.add("session");
            });
    Thread child = new Thread(session::close);
    child.start();
    releasing.await();
    Thread parent = new Thread(backend::close);
    parent.start();
    while (parent.getState() != Thread.State.BLOCKED && parent.isAlive()) {
      Thread.onSpinWait();
    }
    assertTrue(parent.isAlive());
    assertFalse(released.contains("backend"));
    go.countDown();
    child.join();
    parent.join();
    assertEquals(List.of("session", "backend"), released);
  }

  @Test
  void manyThreadsCloseOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      released.clear();
      Lifecycle backend = open("backend", null);
      Lifecycle session = open("session", backend);
      CyclicBarrier start = new CyclicBarrier(4);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Lifecycle mine = i % 2 == 0 ? backend : session;
        Thread thread =
            new Thread(
                () -> {
                  await(start);
                  mine.close();
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of("session", "backend"), released);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}

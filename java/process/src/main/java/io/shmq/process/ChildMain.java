/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueHandle;
import io.shmq.SharedQueue;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The main class of a child JVM: takes its assignment from a queue, says that it has, and does it. */
final class ChildMain {
  /** The exit status of a process whose action has thrown an exception. */
  static final int FAILURE = 1;

  /** How long a child whose parent has died may take to end in good order. */
  private static final long LAST_MILLIS = 5_000;

  private ChildMain() {}

  /**
   * Runs the action.
   *
   * @param arguments the handle of the queue with the assignment
   */
  public static void main(String[] arguments) throws Exception {
    OpenQueues queues = new OpenQueues();
    RemoteRunnable action = assigned(QueueHandle.parse(String.join("", arguments)), queues);
    try {
      action.run();
    } catch (Throwable e) {
      // Prints it, unless the application has set another handler.
      Uncaught.handle(e);
      System.exit(FAILURE);
    }
  }

  private static RemoteRunnable assigned(QueueHandle handle, OpenQueues queues) throws Exception {
    try (SharedQueue<Packet> desk = SharedQueue.open(handle, PacketCodec.INSTANCE)) {
      RemoteRunnable action = null;
      try {
        action = read(Assignment.of(desk.get()), queues);
      } catch (Throwable e) {
        desk.put(new Packet().putString(describe(e)));
        desk.taskDone();
      }
      // The parent waits for that, and looks then whether there is a complaint.
      desk.taskDone();
      if (action == null) {
        System.exit(FAILURE);
        throw new AssertionError("System.exit has returned.");
      }
      return action;
    }
  }

  private static RemoteRunnable read(Assignment assignment, OpenQueues queues) throws Exception {
    RemoteObjects objects = new RemoteObjects(Filters.of(assignment.filter()), queues);
    @Nullable Object action = objects.read(assignment.action());
    if (assignment.parent() != Assignment.NONE) {
      // Behind the reading, which opens queues: if the parent is gone, they go with this process.
      endWith(assignment.parent());
    }
    if (action == null) {
      throw new IllegalStateException("The parent has sent no action.");
    }
    return (RemoteRunnable) action;
  }

  /** Ends this process when its parent has ended, or now: then it has another parent. */
  private static void endWith(long pid) {
    ProcessHandle.current()
        .parent()
        .filter(parent -> parent.pid() == pid)
        .ifPresentOrElse(parent -> parent.onExit().thenRun(ChildMain::end), ChildMain::end);
  }

  private static String describe(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Ends this process, whose parent has died: in good order, or after a while without. */
  private static void end() {
    Thread exit = new Thread(() -> System.exit(FAILURE), "shmq-exit");
    exit.setDaemon(true);
    exit.start();
    try {
      exit.join(LAST_MILLIS);
    } catch (InterruptedException e) {
      // There is nothing more to wait for.
    }
    Runtime.getRuntime().halt(FAILURE);
  }
}

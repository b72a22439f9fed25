/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process of a measurement. */
final class PeerProcess {
  private static final String THERE = "there";
  private static final String BACK = "back";
  private static final long PAUSE_NANOS = 1_000_000;

  private final Task task;
  private final Setting setting;
  private final Path folder;
  private final Control control;
  private final PeerSystem system;

  private PeerProcess(Task task) throws IOException {
    this.task = task;
    setting = task.setting();
    folder = Path.of(task.folder());
    control = new Control(folder);
    system = Systems.named(task.system());
  }

  /** Returns the file of a process that says why it failed. */
  static Path failure(Path folder, Role role) {
    return folder.resolve("failure-" + role);
  }

  /** Does what the process is told. */
  static void run(Task task) throws Exception {
    try {
      new PeerProcess(task).run();
    } catch (Exception | Error e) {
      fail(task, e);
    }
  }

  private void run() throws Exception {
    boolean isFirst = task.role() != Role.SENDER;
    try (Node node = system.open(new Place(folder, isFirst, setting))) {
      List<Thread> threads = new ArrayList<>();
      // The receivers first: what they make, the senders of the same process open.
      if (task.role() != Role.SENDER) {
        addReceivers(node, threads);
      }
      if (task.role() != Role.RECEIVER) {
        addSenders(node, threads);
      }
      threads.forEach(Thread::start);
      control.addReady();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void addReceivers(Node node, List<Thread> threads) throws Exception {
    for (int consumer = 0; consumer < setting.consumers(); consumer++) {
      threads.add(
          thread("receiver-" + consumer, task.processors().receiver(), receiver(node, consumer)));
    }
  }

  private Participant receiver(Node node, int consumer) throws Exception {
    Ledger ledger = new Ledger(setting);
    Receiver receiver = node.receiver(THERE, ledger);
    return switch (setting.work()) {
      case ROUND_TRIP -> new Answerer(control, ledger, receiver, node.sender(BACK, 0));
      default -> new FlowReceiver(control, setting, consumer, ledger, receiver);
    };
  }

  private void addSenders(Node node, List<Thread> threads) throws Exception {
    for (int producer = 0; producer < setting.producers(); producer++) {
      threads.add(thread("sender-" + producer, task.processors().sender(), sender(node, producer)));
    }
  }

  private Participant sender(Node node, int producer) throws Exception {
    Sender sender = node.sender(THERE, producer);
    return switch (setting.work()) {
      case ROUND_TRIP -> {
        Ledger ledger = new Ledger(setting);
        yield new Asker(
            System::nanoTime, control, task, ledger, sender, node.receiver(BACK, ledger));
      }
      case IDLE -> new IdleSender(control, sender);
      default -> new FlowSender(control, setting, producer, sender);
    };
  }

  private Thread thread(String name, int processor, Participant participant) {
    return new Thread(
        () -> {
          try {
            if (isBound()) {
              ThisThread.bind(processor);
            }
            while (control.phase().isBefore(Phase.RUN)) {
              Thread.onSpinWait();
            }
            participant.run();
            awaitEnd();
          } catch (Exception | Error e) {
            fail(task, e);
          }
        },
        name);
  }

  /** Keeps what is open until all has come: a system may forget what it has not delivered. */
  private void awaitEnd() {
    while (control.phase().isBefore(Phase.END)) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Returns true if every thread has a processor of its own. */
  private boolean isBound() {
    return switch (setting.work()) {
      case ONE_WAY, ROUND_TRIP -> true;
      default -> false;
    };
  }

  /** Says why, and ends the process at once: its other threads may wait for ever. */
  private static void fail(Task task, Throwable failure) {
    failure.printStackTrace();
    try {
      Files.writeString(failure(Path.of(task.folder()), task.role()), String.valueOf(failure));
    } catch (IOException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(1);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueFullException;
import io.shmq.QueueHandle;
import io.shmq.QueueShutDownException;
import io.shmq.SharedQueue;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * A tutorial on Python's {@code multiprocessing.Queue}, in Java: its three programs, each with the
 * Python that a line stands for, and what they print.
 */
class TutorialTest {
  private final List<String> printed = new ArrayList<>();

  private void print(Object value) {
    printed.add(String.valueOf(value));
  }

  /** Program 1: a queue of at most three messages. */
  @Test
  void boundedQueue() throws InterruptedException {
    // q = Queue(3)
    try (SharedQueue<String> q = SharedQueue.anonymous(3, Codec.utf8())) {
      // q.put('Message 1')
      q.put("Message 1");
      q.put("Message 2");
      // print(q.full())
      print(q.full());
      q.put("Message 3");
      print(q.full());
      // try: q.put('Message 4', True, 2) except Full: ...
      try {
        q.put("Message 4", Duration.ofMillis(200));
      } catch (QueueFullException e) {
        print("Message queue is full, number of existing messages: " + q.qsize());
      }
      // try: q.put_nowait('Message 4') except Full: ...
      try {
        q.putNowait("Message 4");
      } catch (QueueFullException e) {
        print("Message queue is full, number of existing messages: " + q.qsize());
      }
      // if not q.full(): q.put_nowait('Message 4')
      if (!q.full()) {
        q.putNowait("Message 4");
      }
      // if not q.empty(): for i in range(q.qsize()): print(q.get_nowait())
      if (!q.empty()) {
        for (int left = q.qsize(); left > 0; left--) {
          print(q.getNowait());
        }
      }
    }

    assertEquals(
        List.of(
            "false",
            "true",
            "Message queue is full, number of existing messages: 3",
            "Message queue is full, number of existing messages: 3",
            "Message 1",
            "Message 2",
            "Message 3"),
        printed);
  }

  /** Program 2: one child process writes to the queue, and then another one reads from it. */
  @Test
  void twoChildProcesses() throws Exception {
    // q = Queue()
    try (SharedQueue<String> q = SharedQueue.anonymous(0, Codec.utf8())) {
      // pw = Process(target=write, args=(q,)); pr = Process(target=read, args=(q,))
      String argument = q.handle().toString();
      // pw.start(); pw.join()
      try (Program writer = Program.startJvm(List.of(), Writer.class, argument)) {
        printed.addAll(writer.output());
      }
      // pr.start(); pr.join()
      try (Program reader = Program.startJvm(List.of(), Reader.class, argument)) {
        printed.addAll(reader.output());
      }
      print("All data has been written and read");
    }

    assertEquals(
        List.of(
            "put A to queue...",
            "put B to queue...",
            "put C to queue...",
            "get A from queue...",
            "get B from queue...",
            "get C from queue...",
            "All data has been written and read"),
        printed);
  }

  /** Opens the queue that the parent process has handed over. */
  private static SharedQueue<String> queueOf(String[] arguments) {
    return SharedQueue.open(QueueHandle.parse(arguments[0]), Codec.utf8());
  }

  /** The child process that writes. */
  static final class Writer {
    public static void main(String[] arguments) throws InterruptedException {
      try (SharedQueue<String> q = queueOf(arguments)) {
        // for value in ['A', 'B', 'C']:
        for (String value : List.of("A", "B", "C")) {
          System.out.println("put " + value + " to queue...");
          q.put(value);
          // time.sleep(random.random())
          Thread.sleep(ThreadLocalRandom.current().nextLong(50));
        }
      }
    }
  }

  /** The child process that reads. */
  static final class Reader {
    public static void main(String[] arguments) {
      try (SharedQueue<String> q = queueOf(arguments)) {
        // while True: if not q.empty(): value = q.get(True) ... else: break
        while (!q.empty()) {
          System.out.println("get " + q.getNowait() + " from queue...");
        }
      }
    }
  }

  /**
   * Program 3: a queue that is an argument of tasks, which the processes of a pool take from another
   * queue.
   */
  @Test
  void queueInAPoolOfProcesses() throws Exception {
    long parent = ProcessHandle.current().pid();
    print("Parent process " + parent + " starts...");
    long worker;
    // q = Manager().Queue()
    try (SharedQueue<String> q = SharedQueue.anonymous(0, Codec.utf8());
        SharedQueue<PoolTask> tasks = SharedQueue.anonymous(0, PoolTask.CODEC);
        // po = Pool(1)
        Program pool = Program.startJvm(List.of(), Worker.class, tasks.handle().toString())) {
      worker = pool.pid();
      // po.apply(writer, (q,)): a handle travels inside a message like anything else
      tasks.put(new PoolTask("writer", q.handle()));
      // po.apply(reader, (q,))
      tasks.put(new PoolTask("reader", q.handle()));
      assertTrue(tasks.join(Duration.ofSeconds(Task.PATIENCE_SECONDS)));
      // po.close(); po.join()
      tasks.shutdown();
      printed.addAll(pool.output());
    }
    print("End of " + parent);

    assertEquals(
        List.of(
            "Parent process " + parent + " starts...",
            "Writer starts " + worker + ", parent process " + parent + ".",
            "Reader starts " + worker + ", parent " + parent + ".",
            "reader gets the message from Queue: a",
            "reader gets the message from Queue: b",
            "reader gets the message from Queue: c",
            "reader gets the message from Queue: d",
            "reader gets the message from Queue: e",
            "End of " + parent),
        printed);
  }

  /**
   * What a process of the pool has to do.
   *
   * @param function "writer" or "reader"
   * @param queue its argument
   */
  record PoolTask(String function, QueueHandle queue) implements Serializable {
    /** Makes objects of these two classes, and of nothing else that a message may name. */
    static final Codec<PoolTask> CODEC = Codec.ofSerializable(
        PoolTask.class,
        ObjectInputFilter.Config.createFilter(
            PoolTask.class.getName() + ";" + QueueHandle.class.getName() + ";!*"));
  }

  /** A process of the pool, which works until the queue of tasks is shut down. */
  static final class Worker {
    public static void main(String[] arguments) throws InterruptedException {
      QueueHandle handle = QueueHandle.parse(arguments[0]);
      try (SharedQueue<PoolTask> tasks = SharedQueue.open(handle, PoolTask.CODEC)) {
        while (true) {
          PoolTask task = tasks.get();
          run(task);
          tasks.taskDone();
        }
      } catch (QueueShutDownException e) {
        // There are no more tasks.
      }
    }

    private static void run(PoolTask task) throws InterruptedException {
      try (SharedQueue<String> q = SharedQueue.open(task.queue(), Codec.utf8())) {
        if (task.function().equals("writer")) {
          write(q);
        } else {
          read(q);
        }
      }
    }

    private static void write(SharedQueue<String> q) throws InterruptedException {
      System.out.println("Writer starts " + pid() + ", parent process " + parentPid() + ".");
      for (String value : List.of("a", "b", "c", "d", "e")) {
        q.put(value);
      }
    }

    private static void read(SharedQueue<String> q) throws InterruptedException {
      System.out.println("Reader starts " + pid() + ", parent " + parentPid() + ".");
      for (int left = q.qsize(); left > 0; left--) {
        System.out.println("reader gets the message from Queue: " + q.get());
      }
    }

    private static long pid() {
      return ProcessHandle.current().pid();
    }

    private static long parentPid() {
      return ProcessHandle.current().parent().orElseThrow().pid();
    }
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.Codec;
import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessPool;
import io.shmq.process.QueueManager;
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
  static final class TwoChildProcesses {
    private static void write(SharedQueue<String> q) throws InterruptedException {
      // for value in ['A', 'B', 'C']:
      for (String value : List.of("A", "B", "C")) {
        // print('put %s to queue...' % value)
        System.out.println("put " + value + " to queue...");
        // q.put(value)
        q.put(value);
        // time.sleep(random.random())
        Thread.sleep(ThreadLocalRandom.current().nextLong(50));
      }
    }

    private static void read(SharedQueue<String> q) throws InterruptedException {
      // while True: if not q.empty(): ... else: break
      while (!q.empty()) {
        // value = q.get(True); print('get %s from queue...' % value)
        System.out.println("get " + q.get() + " from queue...");
      }
    }

    public static void main(String[] arguments) throws InterruptedException {
      // q = Queue()
      try (SharedQueue<String> q = SharedQueue.anonymous(0, Codec.utf8())) {
        // pw = Process(target=write, args=(q,)); pw.start(); pw.join()
        try (JavaProcess pw = JavaProcess.start(TwoChildProcesses::write, q)) {
          pw.join();
        }
        // pr = Process(target=read, args=(q,)); pr.start(); pr.join()
        try (JavaProcess pr = JavaProcess.start(TwoChildProcesses::read, q)) {
          pr.join();
        }
        System.out.println("All data has been written and read");
      }
    }
  }

  @Test
  void twoChildProcesses() throws Exception {
    try (Program program = Program.startJvm(List.of(), TwoChildProcesses.class)) {
      assertEquals(
          List.of(
              "put A to queue...",
              "put B to queue...",
              "put C to queue...",
              "get A from queue...",
              "get B from queue...",
              "get C from queue...",
              "All data has been written and read"),
          program.output());
    }
  }

  /** Program 3: a queue that is an argument of tasks, which the processes of a pool perform. */
  static final class QueueInAPool {
    private static void writer(SharedQueue<String> q) throws InterruptedException {
      System.out.println("Writer starts " + pid() + ", parent process " + parentPid() + ".");
      // for i in 'abcde': q.put(i)
      for (String value : List.of("a", "b", "c", "d", "e")) {
        q.put(value);
      }
    }

    private static void reader(SharedQueue<String> q) throws InterruptedException {
      System.out.println("Reader starts " + pid() + ", parent " + parentPid() + ".");
      // for i in range(q.qsize()): print('reader gets the message from Queue: %s' % q.get(True))
      for (int left = q.qsize(); left > 0; left--) {
        System.out.println("reader gets the message from Queue: " + q.get());
      }
    }

    public static void main(String[] arguments) throws InterruptedException {
      // print('Parent process %s starts...' % os.getpid())
      System.out.println("Parent process " + pid() + " starts...");
      // q = Manager().Queue()
      try (QueueManager manager = new QueueManager();
          SharedQueue<String> q = manager.queue(0, Codec.utf8());
          // po = Pool(1)
          ProcessPool po = ProcessPool.create(1)) {
        // po.apply(writer, (q,))
        po.run(QueueInAPool::writer, q);
        // po.apply(reader, (q,))
        po.run(QueueInAPool::reader, q);
        // po.close(); po.join()
      }
      System.out.println("End of " + pid());
    }

    // os.getpid()
    private static long pid() {
      return ProcessHandle.current().pid();
    }

    // os.getppid()
    private static long parentPid() {
      return ProcessHandle.current().parent().orElseThrow().pid();
    }
  }

  @Test
  void queueInAPoolOfProcesses() throws Exception {
    try (Program program = Program.startJvm(List.of(), QueueInAPool.class)) {
      List<String> lines = program.output();
      long parent = program.pid();
      String worker = lines.get(1).replaceFirst("Writer starts (\\d+), .*", "$1");
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
          lines);
    }
  }
}

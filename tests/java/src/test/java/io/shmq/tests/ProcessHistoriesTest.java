/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.SharedQueue;
import io.shmq.tests.history.Call;
import io.shmq.tests.history.Linearizability;
import io.shmq.tests.history.Log;
import io.shmq.tests.history.Operation;
import io.shmq.tests.history.QueueState;
import io.shmq.tests.history.Result;
import io.shmq.tests.history.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What processes see of a queue that they share could have happened in one order. */
@Tag("deployment")
class ProcessHistoriesTest {
  private static final int LIMIT = 3;
  private static final int PROCESSES = 3;
  private static final int CALLS = 5000;

  /** More than a process makes in the time it is given. */
  private static final int MANY_CALLS = 200_000;

  @RegisterExtension
  final Queues queues = new Queues();

  @TempDir
  Path directory;

  private final List<Program> programs = new ArrayList<>();
  private final List<Path> logs = new ArrayList<>();
  private final Log own = Log.inMemory(MANY_CALLS);
  private String name;
  private SharedQueue<Integer> queue;
  private QueueCalls calls;
  private Path gate;

  @BeforeEach
  void create() {
    name = queues.name();
    queue = SharedQueue.create(name, LIMIT, Participant.CODEC);
    calls = new QueueCalls(queue);
    gate = directory.resolve("gate");
  }

  @AfterEach
  void close() throws IOException {
    for (Program program : programs) {
      program.close();
    }
    queue.close();
  }

  private Program start(int count) throws IOException {
    int id = programs.size() + 1;
    Path log = directory.resolve("log-" + id);
    logs.add(log);
    Program program = Program.startJvm(
        List.of(), Participant.class, name, log.toString(), "" + count, "" + id, gate.toString());
    programs.add(program);
    return program;
  }

  /** Lets the processes begin when all of them are there. */
  private void open() throws Exception {
    for (Program program : programs) {
      Task.until(() -> isReady(program));
    }
    Files.createFile(gate);
  }

  private static boolean isReady(Program program) {
    try {
      return program.lines().contains("ready");
    } catch (IOException e) {
      return false;
    }
  }

  private Result call(Operation.Kind kind) {
    return own.record(Operation.of(kind), calls);
  }

  /** Takes what is left, so that the history tells what was there in the end. */
  private void drain() {
    while (call(Operation.Kind.GET).outcome() != Result.Outcome.EMPTY) {
      // One more was there.
    }
  }

  /** Returns the calls of every process, this one's last. */
  private List<List<Call<QueueState>>> history() throws IOException {
    List<List<Call<QueueState>>> history = new ArrayList<>();
    for (Path log : logs) {
      history.add(Log.fromFile(log).calls());
    }
    history.add(own.calls());
    return history;
  }

  @Test
  void clockIsOneForAllProcesses() throws Exception {
    int count = 2000;
    String answersName = queues.name();
    try (SharedQueue<Integer> answers = SharedQueue.create(answersName, new IntCodec());
        Program stamper =
            Program.startJvm(List.of(), Stamper.class, name, answersName, "" + count)) {
      for (int i = 0; i < count; i++) {
        long before = System.nanoTime();
        queue.put(i);
        long between = Stamper.answer(answers);
        long after = System.nanoTime();
        assertTrue(
            before <= between && between <= after,
            () -> "before=" + before + ", between=" + between + ", after=" + after);
      }
      assertEquals(List.of(), stamper.output());
    }
  }

  @Test
  void processesSeeOneOrder() throws Exception {
    for (int i = 0; i < PROCESSES; i++) {
      start(CALLS);
    }
    open();
    for (Program program : programs) {
      assertEquals(List.of("ready"), program.output());
    }
    drain();
    List<List<Call<QueueState>>> history = history();
    for (int i = 0; i < PROCESSES; i++) {
      assertEquals(CALLS, history.get(i).size());
    }
    Linearizability.check(history, QueueState.empty(LIMIT));
    queue.check();
  }

  @Test
  void processesInCTakePart() throws Exception {
    for (int i = 0; i < PROCESSES - 1; i++) {
      start(CALLS);
    }
    open();
    long begin = System.nanoTime();
    try (Program first = Program.startC("shmq-example-writer", name);
        Program second = Program.startC("shmq-example-writer", name)) {
      while (first.isAlive() || second.isAlive()) {
        call(Operation.Kind.GET_WAITING);
      }
      assertEquals(0, first.status());
      assertEquals(0, second.status());
    }
    long end = System.nanoTime();
    for (Program program : programs) {
      assertEquals(List.of("ready"), program.output());
    }
    drain();
    List<List<Call<QueueState>>> history = history();
    history.add(List.of(writer(begin, end)));
    history.add(List.of(writer(begin, end)));
    Linearizability.check(history, QueueState.empty(LIMIT));
    queue.check();
  }

  /** All that is known of the example program's puts is that they are in order. */
  private static Call<QueueState> writer(long begin, long end) {
    List<Step<QueueState>> steps = new ArrayList<>();
    for (char letter : "ABC".toCharArray()) {
      steps.add(state -> state.put(letter));
    }
    return new Call<>("shmq-example-writer", begin, end, List.of(steps));
  }

  @Test
  void callOfAProcessThatIsKilledHasHappenedOrNot() throws Exception {
    Random random = new Random();
    Program survivor = start(CALLS);
    List<Program> victims = List.of(start(MANY_CALLS), start(MANY_CALLS));
    open();
    for (Program victim : victims) {
      Log log = Log.fromFile(logs.get(programs.indexOf(victim)));
      int least = random.nextInt(CALLS);
      Task.until(() -> {
        call(Operation.Kind.QSIZE);
        return log.hasMoreThan(least);
      });
      victim.kill();
    }
    assertEquals(List.of("ready"), survivor.output());
    drain();
    Linearizability.check(history(), QueueState.empty(LIMIT));
    queue.check();
  }
}

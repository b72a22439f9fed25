/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.tests.history.Call;
import io.shmq.tests.history.Log;
import io.shmq.tests.history.Operation;
import io.shmq.tests.history.QueueState;
import io.shmq.tests.history.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Threads that make their calls at the same time. */
final class Race {
  private Race() {}

  /**
   * Makes the calls of each thread on its subject, and returns what each saw.
   *
   * @param programs the calls of each thread
   * @param subjects what each thread calls
   */
  static List<List<Call<QueueState>>> run(
      List<List<Operation>> programs, List<Function<Operation, Result>> subjects) throws Exception {
    AtomicInteger missing = new AtomicInteger(programs.size());
    List<Task<List<Call<QueueState>>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < programs.size(); thread++) {
      List<Operation> program = programs.get(thread);
      Function<Operation, Result> subject = subjects.get(thread);
      tasks.add(Task.start(() -> {
        Log log = Log.inMemory(program.size());
        missing.decrementAndGet();
        while (missing.get() > 0) {
          Thread.yield();
        }
        program.forEach(operation -> log.record(operation, subject));
        return log.calls();
      }));
    }
    List<List<Call<QueueState>>> history = new ArrayList<>();
    for (Task<List<Call<QueueState>>> task : tasks) {
      history.add(task.result());
    }
    return history;
  }
}

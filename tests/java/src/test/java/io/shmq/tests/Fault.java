/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.tests.history.Operation;
import io.shmq.tests.history.Operation.Kind;
import io.shmq.tests.history.Result;
import io.shmq.tests.history.Result.Outcome;
import java.util.function.Function;

/** What could be wrong with a queue, as a wrapper around one that works. */
enum Fault {
  /** Every other element is not put. */
  LOSES {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      return operation.kind() == Kind.PUT && count % 2 == 0
          ? Result.done()
          : queue.apply(operation);
    }
  },
  /** Elements are put twice. */
  DOUBLES {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      Result result = queue.apply(operation);
      if (operation.kind() == Kind.PUT) {
        queue.apply(operation);
      }
      return result;
    }
  },
  /** An element overtakes the one before it. */
  REORDERS {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      Result first = queue.apply(operation);
      if (operation.kind() != Kind.GET || first.outcome() != Outcome.DONE) {
        return first;
      }
      Result second = queue.apply(operation);
      if (second.outcome() != Outcome.DONE) {
        return first;
      }
      queue.apply(new Operation(Kind.PUT, first.values()));
      return second;
    }
  },
  /** A queue with elements is found empty. */
  STALE_EMPTY {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      return operation.kind() == Kind.GET && count % 2 == 0
          ? Result.refused(Outcome.EMPTY)
          : queue.apply(operation);
    }
  },
  /** A queue with room is found full. */
  STALE_FULL {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      return operation.kind() == Kind.PUT && count % 2 == 0
          ? Result.refused(Outcome.FULL)
          : queue.apply(operation);
    }
  },
  /** An element more is counted than there is. */
  MISCOUNTS {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      Result result = queue.apply(operation);
      return operation.kind() == Kind.QSIZE ? Result.done(result.values().get(0) + 1) : result;
    }
  },
  /** A put returns before the element is in the queue. */
  PUTS_LATER {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      if (operation.kind() == Kind.PUT) {
        Task.start(() -> {
          Thread.yield();
          return queue.apply(operation);
        });
        return Result.done();
      }
      return queue.apply(operation);
    }
  },
  /** The elements of a batch are put one by one, so that those of others come between. */
  SPLITS_BATCHES {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      if (operation.kind() != Kind.PUT_MANY) {
        return queue.apply(operation);
      }
      int put = 0;
      for (int element : operation.arguments()) {
        Result result = queue.apply(Operation.of(Kind.PUT, element));
        if (result.outcome() != Outcome.DONE) {
          return put == 0 ? result : Result.done(put);
        }
        put++;
        Thread.yield();
      }
      return Result.done(put);
    }
  },
  /** A get returns the element that it saw, and takes the one that it finds a moment later. */
  LOOKS_BEFORE_IT_TAKES {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      if (operation.kind() == Kind.GET) {
        Result seen = queue.apply(Operation.of(Kind.PEEK));
        Thread.yield();
        Result taken = queue.apply(operation);
        return taken.outcome() == Outcome.DONE && !seen.values().isEmpty() ? seen : taken;
      }
      return queue.apply(operation);
    }
  },
  /** A shutdown that leaves the queue as it is. */
  STAYS_OPEN {
    @Override
    Result apply(Operation operation, Function<Operation, Result> queue, int count) {
      return operation.kind() == Kind.SHUTDOWN ? Result.done() : queue.apply(operation);
    }
  };

  /**
   * Makes a call the wrong way.
   *
   * @param queue one that works
   * @param count number of calls before this one
   */
  abstract Result apply(Operation operation, Function<Operation, Result> queue, int count);

  /** Returns a queue with this fault. */
  Function<Operation, Result> in(Function<Operation, Result> queue) {
    return new Function<>() {
      private int count;

      @Override
      public Result apply(Operation operation) {
        return Fault.this.apply(operation, queue, count++);
      }
    };
  }
}

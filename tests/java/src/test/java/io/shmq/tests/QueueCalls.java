/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.QueueBusyException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.QueueShutDownException;
import io.shmq.SharedQueue;
import io.shmq.tests.history.Operation;
import io.shmq.tests.history.Result;
import io.shmq.tests.history.Result.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Makes calls on a queue. */
final class QueueCalls implements Function<Operation, Result> {
  /** Long enough to fall asleep, and not longer than needed. */
  private static final Duration SHORT = Duration.ofMillis(1);

  private final SharedQueue<Integer> queue;

  QueueCalls(SharedQueue<Integer> queue) {
    this.queue = queue;
  }

  @Override
  public Result apply(Operation operation) {
    try {
      return call(operation);
    } catch (QueueFullException e) {
      return Result.refused(Outcome.FULL);
    } catch (QueueEmptyException e) {
      return Result.refused(Outcome.EMPTY);
    } catch (QueueShutDownException e) {
      return Result.refused(Outcome.SHUT_DOWN);
    } catch (QueueBusyException e) {
      return Result.refused(Outcome.BUSY);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Result call(Operation operation) throws InterruptedException {
    List<Integer> arguments = operation.arguments();
    switch (operation.kind()) {
      case PUT:
        queue.putNowait(arguments.get(0));
        return Result.done();
      case PUT_WAITING:
        queue.put(arguments.get(0), SHORT);
        return Result.done();
      case PUT_MANY:
        return Result.done(queue.putMany(arguments, Duration.ZERO));
      case GET:
        return Result.done(queue.getNowait());
      case GET_WAITING:
        return Result.done(queue.get(SHORT));
      case GET_MANY:
        return new Result(Outcome.DONE, queue.getMany(arguments.get(0), Duration.ZERO));
      case REMOVE:
        return truth(queue.asBlockingQueue().remove(arguments.get(0)));
      case PEEK:
        Integer front = queue.asBlockingQueue().peek();
        return front == null ? Result.done() : Result.done(front);
      case QSIZE:
        return Result.done(queue.qsize());
      case EMPTY:
        return truth(queue.empty());
      case FULL:
        return truth(queue.full());
      case SHUTDOWN:
        queue.shutdown();
        return Result.done();
      default:
        queue.shutdownNow();
        return Result.done();
    }
  }

  private static Result truth(boolean answer) {
    return Result.done(answer ? 1 : 0);
  }
}

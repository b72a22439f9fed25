/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.internal.Timeouts;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The worker processes of a pool: starts them, and replaces those that end. */
final class Crew {
  /** So many times the number of workers may end one after the other before any has begun. */
  private static final int ATTEMPTS = 3;

  private final ProcessPoolBuilder settings;
  private final WorkerQueues queues;
  private final TaskBoard board;
  private final AnswerReader reader;

  /** The workers that have not ended. */
  private final Set<Member> members = ConcurrentHashMap.newKeySet();

  private final CountDownLatch gone;

  /** How many workers have ended since one has begun. */
  private int failures;

  private boolean isEnding;

  Crew(ProcessPoolBuilder settings, WorkerQueues queues, TaskBoard board, AnswerReader reader) {
    this.settings = settings;
    this.queues = queues;
    this.board = board;
    this.reader = reader;
    gone = new CountDownLatch(settings.workers());
  }

  /** Starts all workers. */
  synchronized void start() {
    for (int i = 0; i < settings.workers(); i++) {
      startOne();
    }
  }

  private void startOne() {
    Member member = Member.start(settings, queues);
    members.add(member);
    reader.wake();
    member
        .process()
        .onExit()
        .thenAccept(process -> reader.doAfterAnswers(
            () -> ended(member, process.pid(), JavaProcess.exitCode(process))));
  }

  /** Is told that a worker has begun. */
  synchronized void ready(long pid) {
    failures = 0;
    members.stream().filter(member -> member.process().pid() == pid).forEach(Member::begun);
  }

  /** Returns whether there are workers that have not begun, and are going to say when they do. */
  boolean isStarting() {
    return !members.stream().allMatch(Member::hasBegun);
  }

  /** Is told that a worker's initializer has thrown an exception. */
  void unable(Throwable reason) {
    board.breakDown(new PoolBrokenException(
        "A worker's initializer has thrown an exception (exception="
            + reason
            + "): see the cause, mend it, and make another pool.",
        reason));
  }

  /** Replaces a worker whose process has ended; for the reader. */
  private void ended(Member member, long pid, int exitCode) {
    Listeners.tell(() -> settings.listener().workerEnded(pid, exitCode));
    try {
      members.remove(member);
      failTaskInHand(member, pid, exitCode);
      if (countFailure()) {
        board.breakDown(new PoolBrokenException(
            "No worker has begun, and so many have ended that no more are tried (exitCode="
                + exitCode
                + "): "
                + member.complaint()));
      }
    } finally {
      member.close();
      settings.archive().adopt();
      replace();
    }
  }

  /**
   * Fails the task that a dead worker had in hand, if it went with the worker: if it is not in the
   * queue, since the worker had not taken it yet, nor in the hand of another worker, which has taken it
   * then. Its answer may be among those that nobody has read yet.
   */
  private void failTaskInHand(Member member, long pid, int exitCode) {
    member.taskInHand().ifPresent(id -> {
      if (board.isPending(id) && !board.isQueued(id) && find(id) == null) {
        reader.doAfterAnswers(() -> board.end(id, new WorkerDiedException(pid, exitCode)));
      }
    });
  }

  /** Returns whether there have been too many ends. */
  private synchronized boolean countFailure() {
    failures++;
    return failures >= ATTEMPTS * settings.workers() && !isEnding && !board.isBroken();
  }

  private synchronized void replace() {
    if (isEnding || board.isBroken() || (board.isClosed() && !board.hasPending())) {
      gone.countDown();
      return;
    }
    try {
      startOne();
    } catch (RuntimeException e) {
      gone.countDown();
      board.breakDown(new PoolBrokenException(
          "A worker that has ended cannot be replaced (error=" + e.getMessage() + ").", e));
    }
  }

  private synchronized @Nullable Member find(long id) {
    for (Member member : members) {
      if (member.hasInHand(id)) {
        return member;
      }
    }
    return null;
  }

  /** Interrupts a task that a worker has in hand, and kills the worker if that does not end it. */
  void interrupt(long id) {
    @Nullable Member busy = find(id);
    if (busy == null) {
      return;
    }
    busy.interrupt(id);
    Executor later =
        CompletableFuture.delayedExecutor(settings.cancelGrace().toNanos(), TimeUnit.NANOSECONDS);
    later.execute(() -> busy.killIfInHand(id));
  }

  /** Replaces no worker any more. */
  synchronized void end() {
    isEnding = true;
  }

  /** Ends all workers at once. */
  synchronized void kill() {
    isEnding = true;
    for (Member member : members) {
      member.process().destroyForcibly();
    }
  }

  /** Lets go of what workers have left behind that did not end in time. */
  synchronized void close() {
    members.forEach(Member::close);
  }

  /** Waits until all workers have ended, and returns whether they have. */
  boolean await(Duration timeout) throws InterruptedException {
    long nanos = Timeouts.nanos(timeout);
    long start = System.nanoTime();
    reader.help(() -> gone.getCount() == 0, nanos);
    return gone.await(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
  }
}

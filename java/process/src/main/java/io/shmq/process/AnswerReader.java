/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueClosedException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueException;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The reading of what the workers answer. One thread at a time does that, the reader: one that waits for
 * an answer itself, so that no other thread has to be woken for it, and a thread of the pool's own
 * where nobody waits.
 */
final class AnswerReader {
  /** How long a reader waits at most before it looks whether it is still needed. */
  private static final Duration PART = Duration.ofMillis(50);

  private static final Packet WAKE_UP = new Packet().putByte(AnswerKind.WAKE_UP);

  /** What is done with an answer. */
  interface Handler {
    /** Takes an answer. */
    void handle(Packet answer) throws IOException;

    /** Is told that an answer was not to be read, or not to be handled. */
    void fail(Exception reason);
  }

  private static final Handler NOBODY = new Handler() {
    @Override
    public void handle(Packet answer) {
      throw new IllegalStateException("Nobody has started the reading.");
    }

    @Override
    public void fail(Exception reason) {
      throw new IllegalStateException(reason);
    }
  };

  /**
   * Something to be done behind certain answers.
   *
   * @param puts how many answers were put before
   * @param action what is to be done
   */
  private record Note(long puts, Runnable action) {}

  private final @NotOwning SharedQueue<Packet> answers;

  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();

  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

  private volatile Handler handler = NOBODY;
  private volatile BooleanSupplier isAwaited = () -> false;
  private volatile @Nullable Thread own;
  private volatile boolean isOver;

  AnswerReader(@NotOwning SharedQueue<Packet> answers) {
    this.answers = answers;
  }

  /**
   * Begins to read.
   *
   * @param takesAnswers takes them, one after the other
   * @param tellsWhetherAwaited tells whether there are answers to come
   */
  void start(Handler takesAnswers, BooleanSupplier tellsWhetherAwaited) {
    handler = takesAnswers;
    isAwaited = tellsWhetherAwaited;
    Thread thread = new Thread(this::readWhenNeeded, "shmq-pool");
    thread.setDaemon(true);
    own = thread;
    thread.start();
  }

  /** Ends the reading. */
  void stop() {
    isOver = true;
    wakeOwn();
  }

  /** Makes this thread the reader, unless there is one; {@link #release} ends that. */
  boolean tryAcquire() {
    return !isOver && reader.compareAndSet(null, Thread.currentThread());
  }

  /** Returns whether this thread is the reader. */
  boolean isOwn() {
    return reader.get() == Thread.currentThread();
  }

  /** Lets another thread read. */
  void release() {
    reader.compareAndSet(Thread.currentThread(), null);
    wake();
  }

  /** Sees to it that somebody reads if there is something to be read. */
  void wake() {
    if (reader.get() == null && isNeeded()) {
      wakeOwn();
    }
  }

  private void wakeOwn() {
    Thread thread = own;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  private boolean isNeeded() {
    return !notes.isEmpty() || isAwaited.getAsBoolean();
  }

  private void readWhenNeeded() {
    while (!isOver) {
      if (!isNeeded() || !tryAcquire()) {
        LockSupport.park(this);
        continue;
      }
      try {
        readUntil(() -> !isNeeded(), PART.toNanos());
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread.
      } finally {
        reader.set(null);
      }
    }
  }

  /**
   * Reads until a condition holds, or up to a timeout; not at all if another thread does. Of the reader
   * itself, which comes here again when what it calls waits for an answer, this goes on reading.
   */
  void help(BooleanSupplier isDone, long nanos) throws InterruptedException {
    if (isOwn()) {
      readUntil(isDone, nanos);
    } else if (tryAcquire()) {
      try {
        readUntil(isDone, nanos);
      } finally {
        release();
      }
    }
  }

  /** Reads until a condition holds, or up to a timeout; for the reader. */
  void readUntil(BooleanSupplier isDone, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    long left = nanos;
    while (!isDone.getAsBoolean() && !isOver && left > 0) {
      readOne(Math.min(left, PART.toNanos()));
      left = nanos - (System.nanoTime() - start);
    }
  }

  private void readOne(long nanos) throws InterruptedException {
    try {
      handler.handle(answers.get(Duration.ofNanos(nanos)));
    } catch (QueueEmptyException e) {
      // There was none in time.
    } catch (QueueClosedException e) {
      isOver = true;
    } catch (IOException | RuntimeException e) {
      handler.fail(e);
    }
    doWhatIsNoted();
  }

  /** Has the reader do something, behind the answers that are there. */
  void doAfterAnswers(Runnable action) {
    try {
      notes.add(new Note(answers.stats().puts(), action));
      answers.putNowait(WAKE_UP);
    } catch (QueueException e) {
      // The reader does not wait when the queue is full, and has nothing to do when it is closed.
    }
    wake();
  }

  private void doWhatIsNoted() {
    Note note = notes.peek();
    while (note != null && hasRead(note.puts())) {
      notes.remove();
      note.action().run();
      note = notes.peek();
    }
  }

  private boolean hasRead(long puts) {
    try {
      return answers.stats().gets() >= puts;
    } catch (QueueClosedException e) {
      return true;
    }
  }
}

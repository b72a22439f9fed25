/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.internal.Timeouts;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/**
 * A child JVM, with this one's class path, module path and options, that performs an action. Queues
 * among what the action is given are open in the child.
 *
 * <pre>{@code
 * static void write(SharedQueue<String> queue) throws InterruptedException {
 *   queue.put("A");
 * }
 *
 * try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8());
 *     JavaProcess writer = JavaProcess.start(Main::write, queue)) {
 *   writer.join();
 *   queue.getNowait();
 * }
 * }</pre>
 *
 * <p>A child ends when its parent has ended, unless it is told to survive that. It may have children of
 * its own. Any thread may call any method.
 */
@InheritableMustCall("close")
public final class JavaProcess implements AutoCloseable {
  /** What the JDK reports for a process that a signal has ended, and a JVM when it is asked to end. */
  private static final int SIGNALLED = 128;

  private static final int LAST_SIGNAL = 64;

  /** How long {@link #close} waits for a child that was asked to end. */
  private static final long GRACE_SECONDS = 5;

  private final Process process;

  JavaProcess(Process process) {
    this.process = process;
  }

  /**
   * Returns a builder, which sets more than {@code start} does.
   *
   * @return the builder
   */
  public static JavaProcessBuilder builder() {
    return new JavaProcessBuilder();
  }

  /**
   * Starts a child, whose standard streams are this process's; see {@link
   * JavaProcessBuilder#start(RemoteRunnable)}.
   *
   * @param action what the child does
   * @return the child, which has begun
   * @throws ProcessStartException if it does not get so far
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public static JavaProcess start(RemoteRunnable action) throws InterruptedException {
    return builder().start(action);
  }

  /**
   * Starts a child, whose standard streams are this process's; see {@link
   * JavaProcessBuilder#start(RemoteConsumer, Object)}.
   *
   * @param <T> type of the argument
   * @param action what the child does
   * @param argument its argument: serializable, or a queue, which is open in the child
   * @return the child, which has begun
   * @throws ProcessStartException if it does not get so far
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public static <T> JavaProcess start(RemoteConsumer<T> action, T argument)
      throws InterruptedException {
    return builder().start(action, argument);
  }

  /**
   * Starts a child, whose standard streams are this process's; see {@link
   * JavaProcessBuilder#start(RemoteBiConsumer, Object, Object)}.
   *
   * @param <T> type of the first argument
   * @param <U> type of the second argument
   * @param action what the child does
   * @param first its first argument: serializable, or a queue, which is open in the child
   * @param second its second argument, likewise
   * @return the child, which has begun
   * @throws ProcessStartException if it does not get so far
   * @throws InterruptedException if the thread is interrupted; there is no child then
   */
  public static <T, U> JavaProcess start(RemoteBiConsumer<T, U> action, T first, U second)
      throws InterruptedException {
    return builder().start(action, first, second);
  }

  /**
   * Waits until the child has ended.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void join() throws InterruptedException {
    process.waitFor();
  }

  /**
   * Waits until the child has ended, up to a timeout.
   *
   * @param timeout longest wait; zero or negative does not wait
   * @return true if it has ended
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return process.waitFor(Timeouts.nanos(timeout), TimeUnit.NANOSECONDS);
  }

  /** Asks the child to end, with SIGTERM: its shutdown hooks run. Its own children are not told. */
  public void terminate() {
    process.destroy();
  }

  /** Ends the child at once, with SIGKILL. Its own children are not told. */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Returns how the child has ended.
   *
   * @return 0 when its action has returned, 1 when that has thrown an exception, what it has given to
   *     {@link System#exit}, or the negative number of the signal that ended it; empty while it is
   *     alive. An exit with 128 + N, N up to 64, looks like signal N
   */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(exitCode(process));
  }

  /** Returns how a process that has ended has done so. */
  static int exitCode(Process ended) {
    int value = ended.exitValue();
    return value > SIGNALLED && value <= SIGNALLED + LAST_SIGNAL ? SIGNALLED - value : value;
  }

  /**
   * Returns whether the child has not ended.
   *
   * @return true if it is alive
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns the child's process ID.
   *
   * @return process ID
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns a future that is completed with the exit code when the child has ended.
   *
   * @return a future; completing it does not end the child
   */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(JavaProcess::exitCode);
  }

  /**
   * Returns what the child reads as its standard input.
   *
   * @return the stream, which is closed unless the builder was told {@code redirectInput(PIPE)}
   */
  public OutputStream standardInput() {
    return process.getOutputStream();
  }

  /**
   * Returns what the child writes to its standard output.
   *
   * @return the stream, which is at its end unless the builder was told {@code redirectOutput(PIPE)}
   */
  public InputStream standardOutput() {
    return process.getInputStream();
  }

  /**
   * Returns what the child writes to its standard error.
   *
   * @return the stream, which is at its end unless the builder was told {@code redirectError(PIPE)}
   */
  public InputStream standardError() {
    return process.getErrorStream();
  }

  /**
   * Ends the child if it has not ended: asks it to, and after 5 s, or when the thread is interrupted,
   * kills it. Waits until it is gone.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    if (process.isAlive()) {
      terminate();
      try {
        if (interrupted || !process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        kill();
      }
      // A process that was killed ends, so that this is no wait to be interrupted.
      process.onExit().join();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "JavaProcess[pid=" + pid() + ", exitCode=" + exitCode() + "]";
  }
}

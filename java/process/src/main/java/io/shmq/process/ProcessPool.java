/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Child JVMs that perform tasks: functions with their arguments, which travel through one shared queue
 * to whichever worker is free, and whose results come back through another.
 *
 * <pre>{@code
 * static int square(int n) {
 *   return n * n;
 * }
 *
 * try (ProcessPool pool = ProcessPool.create(4)) {
 *   int one = pool.apply(Main::square, 7);
 *   CompletableFuture<Integer> other = pool.applyAsync(Main::square, 8);
 *   List<Integer> all = pool.map(Main::square, List.of(1, 2, 3));
 * }
 * }</pre>
 *
 * <p>A task is a lambda or a method reference. What it captures, its arguments, its result, and its
 * exceptions are serializable; queues among them are open in the worker. Classes are those of the
 * application's class path and of the JDK's data, unless a filter says otherwise: see {@link
 * ProcessPoolBuilder#filter}.
 *
 * <p>A task that throws an exception fails with that exception, whose last cause is the stack trace in
 * the worker. A worker that dies fails the task that it has in hand, with {@link WorkerDiedException},
 * and no other; it is replaced. Whatever cannot be read or written, an argument, a result or an
 * exception, fails its task alone, with {@link TaskException}.
 *
 * <p>Any thread may call any method. The pool is of use in the process that has made it, whose end
 * ends the workers, too.
 */
@InheritableMustCall("close")
public final class ProcessPool implements AutoCloseable {
  /** So many chunks for each worker even out that some take longer. */
  private static final int CHUNKS_PER_WORKER = 4;

  /** How long workers without a task may take to end. */
  private static final Duration LAST = Duration.ofSeconds(10);

  private static final Duration LONG = Duration.ofDays(1);

  private final int workers;
  private final HeldQueue<Packet> tasks = HeldQueue.anonymous(PacketCodec.INSTANCE);
  private final HeldQueue<Packet> answers = HeldQueue.anonymous(PacketCodec.INSTANCE);
  private final HeldQueue<Packet> shelf = HeldQueue.anonymous(PacketCodec.INSTANCE);
  private final OpenQueues queues = new OpenQueues();
  private final AnswerReader reader;
  private final TaskBoard board;
  private final Crew crew;
  private final Submitter submitter;

  ProcessPool(ProcessPoolBuilder settings) {
    workers = settings.workers();
    PoolListener listener = settings.listener();
    reader = new AnswerReader(answers.queue());
    board = new TaskBoard(tasks.queue(), reader, listener);
    crew = new Crew(settings, new WorkerQueues(tasks, answers, shelf), board, reader);
    submitter = new Submitter(new Functions(shelf.queue()), board, reader, crew);
    RemoteObjects objects = new RemoteObjects(Filters.of(settings.filter()), queues);
    reader.start(
        new AnswerDispatcher(board, crew, listener, objects),
        () -> board.hasPending() || crew.isStarting());
    boolean isStarted = false;
    try {
      crew.start();
      isStarted = true;
    } finally {
      if (!isStarted) {
        crew.kill();
        release();
      }
    }
  }

  /**
   * Creates a pool with as many workers as there are processors.
   *
   * @return the pool
   */
  public static ProcessPool create() {
    return builder().create();
  }

  /**
   * Creates a pool.
   *
   * @param workers number of processes
   * @return the pool
   * @throws IllegalArgumentException if the number is not positive
   */
  public static ProcessPool create(int workers) {
    return builder().workers(workers).create();
  }

  /**
   * Returns a builder, which sets more than {@code create} does.
   *
   * @return the builder
   */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  /**
   * Performs a task, and waits for its result.
   *
   * @param <R> type of the result
   * @param task the task
   * @return what it returns
   * @throws InterruptedException if the thread is interrupted; the task is cancelled then
   * @throws RuntimeException what the task has thrown
   * @throws TaskException with its cause, if that is a checked exception
   * @throws WorkerDiedException if its worker died
   * @throws java.util.concurrent.RejectedExecutionException if the pool is closed
   */
  public <R> R apply(RemoteCallable<R> task) throws InterruptedException {
    return await(() -> applyAsync(task));
  }

  /**
   * Performs a task on an argument, and waits for its result, as {@link #apply(RemoteCallable)} does.
   *
   * @param <T> type of the argument
   * @param <R> type of the result
   * @param task the task
   * @param argument its argument
   * @return what it returns
   * @throws InterruptedException if the thread is interrupted; the task is cancelled then
   */
  public <T, R> R apply(RemoteFunction<T, R> task, T argument) throws InterruptedException {
    return await(() -> applyAsync(task, argument));
  }

  /**
   * Performs a task on two arguments, and waits for its result, as {@link #apply(RemoteCallable)}
   * does.
   *
   * @param <T> type of the first argument
   * @param <U> type of the second argument
   * @param <R> type of the result
   * @param task the task
   * @param first its first argument
   * @param second its second argument
   * @return what it returns
   * @throws InterruptedException if the thread is interrupted; the task is cancelled then
   */
  public <T, U, R> R apply(RemoteBiFunction<T, U, R> task, T first, U second)
      throws InterruptedException {
    return await(() -> applyAsync(task, first, second));
  }

  /**
   * Performs an action, and waits for its end, as {@link #apply(RemoteCallable)} does.
   *
   * @param action the action
   * @throws InterruptedException if the thread is interrupted; the task is cancelled then
   */
  public void run(RemoteRunnable action) throws InterruptedException {
    await(() -> runAsync(action));
  }

  /**
   * Performs an action on an argument, and waits for its end, as {@link #apply(RemoteCallable)} does.
   *
   * @param <T> type of the argument
   * @param action the action
   * @param argument its argument
   * @throws InterruptedException if the thread is interrupted; the task is cancelled then
   */
  public <T> void run(RemoteConsumer<T> action, T argument) throws InterruptedException {
    await(() -> runAsync(action, argument));
  }

  /** Makes a future, and waits for it; reads the answers meanwhile, unless another thread does. */
  private <R> R await(Supplier<CompletableFuture<R>> submit) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    // Before the task is there, lest the pool's own thread be woken to read its answer.
    boolean isReader = reader.tryAcquire();
    @Nullable CompletableFuture<R> future = null;
    try {
      future = submit.get();
      return Outcome.of(future);
    } catch (InterruptedException e) {
      if (future != null) {
        future.cancel(true);
      }
      throw e;
    } finally {
      if (isReader) {
        reader.release();
      }
    }
  }

  /**
   * Performs a task, and does not wait for it.
   *
   * @param <R> type of the result
   * @param task the task
   * @return its result to come. {@code cancel(false)} takes a task back that has not begun; {@code
   *     cancel(true)} interrupts one that has, and kills its worker if that does not end it. What is
   *     to follow upon it, such as {@code thenApply}, is done by a thread that has other things to do
   * @throws java.util.concurrent.RejectedExecutionException if the pool is closed
   */
  public <R> CompletableFuture<R> applyAsync(RemoteCallable<R> task) {
    return submitter.call(TaskKind.CALL_0, task);
  }

  /**
   * Performs a task on an argument, as {@link #applyAsync(RemoteCallable)} does.
   *
   * @param <T> type of the argument
   * @param <R> type of the result
   * @param task the task
   * @param argument its argument
   * @return its result to come
   */
  public <T, R> CompletableFuture<R> applyAsync(RemoteFunction<T, R> task, T argument) {
    return submitter.call(TaskKind.CALL_1, task, argument);
  }

  /**
   * Performs a task on two arguments, as {@link #applyAsync(RemoteCallable)} does.
   *
   * @param <T> type of the first argument
   * @param <U> type of the second argument
   * @param <R> type of the result
   * @param task the task
   * @param first its first argument
   * @param second its second argument
   * @return its result to come
   */
  public <T, U, R> CompletableFuture<R> applyAsync(
      RemoteBiFunction<T, U, R> task, T first, U second) {
    return submitter.call(TaskKind.CALL_2, task, first, second);
  }

  /**
   * Performs an action, as {@link #applyAsync(RemoteCallable)} does.
   *
   * @param action the action
   * @return its end to come
   */
  public CompletableFuture<Void> runAsync(RemoteRunnable action) {
    return submitter.call(TaskKind.RUN_0, action);
  }

  /**
   * Performs an action on an argument, as {@link #applyAsync(RemoteCallable)} does.
   *
   * @param <T> type of the argument
   * @param action the action
   * @param argument its argument
   * @return its end to come
   */
  public <T> CompletableFuture<Void> runAsync(RemoteConsumer<T> action, T argument) {
    return submitter.call(TaskKind.RUN_1, action, argument);
  }

  /**
   * Applies a function to all elements of a collection, and waits for all results.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments
   * @return its results, in the order of the elements; the list cannot be changed
   * @throws InterruptedException if the thread is interrupted; the tasks are cancelled then
   * @throws RuntimeException what a task has thrown first, when all have ended
   */
  public <T, R> List<R> map(RemoteFunction<T, R> function, Collection<? extends T> elements)
      throws InterruptedException {
    return await(() -> mapAsync(function, elements));
  }

  /**
   * Applies a function to all elements of a collection, as {@link #map(RemoteFunction, Collection)}
   * does.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments
   * @param chunkSize how many elements make a task
   * @return its results, in the order of the elements
   * @throws IllegalArgumentException if the size is not positive
   * @throws InterruptedException if the thread is interrupted; the tasks are cancelled then
   */
  public <T, R> List<R> map(
      RemoteFunction<T, R> function, Collection<? extends T> elements, int chunkSize)
      throws InterruptedException {
    return await(() -> mapAsync(function, elements, chunkSize));
  }

  /**
   * Applies a function to all elements of a collection, and does not wait.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments
   * @return its results to come, in the order of the elements
   */
  public <T, R> CompletableFuture<List<R>> mapAsync(
      RemoteFunction<T, R> function, Collection<? extends T> elements) {
    return mapAsync(function, elements, chunkSize(elements.size()));
  }

  /**
   * Applies a function to all elements of a collection, and does not wait.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments
   * @param chunkSize how many elements make a task
   * @return its results to come, in the order of the elements
   * @throws IllegalArgumentException if the size is not positive
   */
  public <T, R> CompletableFuture<List<R>> mapAsync(
      RemoteFunction<T, R> function, Collection<? extends T> elements, int chunkSize) {
    return submitter.map(Chunk.SINGLES, function, elements, chunkSize);
  }

  /**
   * Applies a function of two arguments to all pairs of a collection, and waits for all results.
   *
   * @param <T> type of the first arguments
   * @param <U> type of the second arguments
   * @param <R> type of the results
   * @param function the function
   * @param pairs its arguments, as {@link Map#entry} makes pairs
   * @return its results, in the order of the pairs
   * @throws InterruptedException if the thread is interrupted; the tasks are cancelled then
   */
  public <T, U, R> List<R> starmap(
      RemoteBiFunction<T, U, R> function, Collection<? extends Map.Entry<T, U>> pairs)
      throws InterruptedException {
    return await(() -> starmapAsync(function, pairs));
  }

  /**
   * Applies a function of two arguments to all pairs of a collection, and does not wait.
   *
   * @param <T> type of the first arguments
   * @param <U> type of the second arguments
   * @param <R> type of the results
   * @param function the function
   * @param pairs its arguments
   * @return its results to come, in the order of the pairs
   */
  public <T, U, R> CompletableFuture<List<R>> starmapAsync(
      RemoteBiFunction<T, U, R> function, Collection<? extends Map.Entry<T, U>> pairs) {
    return submitter.map(Chunk.PAIRS, function, pairs, chunkSize(pairs.size()));
  }

  private int chunkSize(int size) {
    return Math.max(1, (size + workers * CHUNKS_PER_WORKER - 1) / (workers * CHUNKS_PER_WORKER));
  }

  /**
   * Applies a function to elements one by one, while the results are read.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments, read a little ahead of the results
   * @return its results, in the order of the elements
   */
  public <T, R> PoolIterator<R> imap(
      RemoteFunction<T, R> function, Iterable<? extends T> elements) {
    return imap(function, elements, 1);
  }

  /**
   * Applies a function to elements, while the results are read.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments, read a little ahead of the results
   * @param chunkSize how many elements make a task
   * @return its results, in the order of the elements
   * @throws IllegalArgumentException if the size is not positive
   */
  public <T, R> PoolIterator<R> imap(
      RemoteFunction<T, R> function, Iterable<? extends T> elements, int chunkSize) {
    return iterate(function, elements.iterator(), chunkSize, true);
  }

  /**
   * Applies a function to elements one by one, while the results are read.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments, read a little ahead of the results
   * @return its results, the first that is there first
   */
  public <T, R> PoolIterator<R> imapUnordered(
      RemoteFunction<T, R> function, Iterable<? extends T> elements) {
    return imapUnordered(function, elements, 1);
  }

  /**
   * Applies a function to elements, while the results are read.
   *
   * @param <T> type of the elements
   * @param <R> type of the results
   * @param function the function
   * @param elements its arguments, read a little ahead of the results
   * @param chunkSize how many elements make a task
   * @return its results, the first that is there first
   * @throws IllegalArgumentException if the size is not positive
   */
  public <T, R> PoolIterator<R> imapUnordered(
      RemoteFunction<T, R> function, Iterable<? extends T> elements, int chunkSize) {
    return iterate(function, elements.iterator(), chunkSize, false);
  }

  private <R> PoolIterator<R> iterate(
      Object function, Iterator<?> input, int chunkSize, boolean isOrdered) {
    PoolIterator<R> results = new PoolIterator<>(
        input,
        chunkSize,
        CHUNKS_PER_WORKER * workers,
        isOrdered,
        elements -> submitter.map(Chunk.SINGLES, function, elements, chunkSize));
    results.submitAhead();
    return results;
  }

  /**
   * Lets no more tasks in, waits until all have ended, and ends the workers. If the thread is
   * interrupted meanwhile, the pool is terminated.
   */
  @Override
  public void close() {
    board.close();
    boolean interrupted = false;
    try {
      board.awaitAll();
      crew.end();
      board.endTasks();
      if (!crew.await(LAST)) {
        crew.kill();
        awaitKilled();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      terminate();
    }
    release();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the pool at once: kills the workers, and fails all tasks that have no answer with {@link
   * PoolTerminatedException}.
   */
  public void terminate() {
    board.close();
    crew.kill();
    board.breakDown(new PoolTerminatedException());
    awaitKilled();
    release();
  }

  /** Waits until the workers that were killed are gone, whatever this thread is wanted for. */
  private void awaitKilled() {
    boolean interrupted = false;
    boolean isOver = false;
    while (!isOver) {
      try {
        crew.await(LAST);
        isOver = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    reader.stop();
    crew.close();
    tasks.remove();
    answers.remove();
    shelf.remove();
    queues.closeAll();
  }

  /**
   * Waits until all workers have ended, after {@link #close} or {@link #terminate}.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void join() throws InterruptedException {
    while (!join(LONG)) {
      // A wait without end.
    }
  }

  /**
   * Waits until all workers have ended, up to a timeout.
   *
   * @param timeout longest wait; zero or negative does not wait
   * @return true if they have
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return crew.await(timeout);
  }
}

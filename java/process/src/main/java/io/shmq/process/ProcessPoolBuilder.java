/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.internal.Bindings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Sets what a pool is like, and starts it. {@link ProcessPool#builder} is the way to one.
 *
 * <pre>{@code
 * ProcessPool pool = ProcessPool.builder()
 *     .workers(4)
 *     .jvmOptions("-Xmx512m")
 *     .initializer(Main::loadTables)
 *     .create();
 * }</pre>
 */
public final class ProcessPoolBuilder {
  private static final Duration CANCEL_GRACE = Duration.ofSeconds(2);

  private static final PoolListener NOBODY = new PoolListener() {};

  private int workers = Runtime.getRuntime().availableProcessors();
  private int tasksPerWorker;
  private @Nullable RemoteRunnable initializer;
  private Duration cancelGrace = CANCEL_GRACE;
  private PoolListener listener = NOBODY;
  private ClassDataArchive archive = ClassDataArchive.NONE;
  private final JavaProcessBuilder process = new JavaProcessBuilder();

  ProcessPoolBuilder() {
    if (System.getProperty(Bindings.PROPERTY) == null) {
      // It is there much sooner than the JDK's foreign functions, whose calls are a little faster.
      process.jvmOptions("-D" + Bindings.PROPERTY + "=jni,ffm,jna");
    }
  }

  /**
   * Sets the number of workers; otherwise it is that of the processors.
   *
   * @param count number of processes
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public ProcessPoolBuilder workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("A pool needs a worker (workers=" + count + ").");
    }
    workers = count;
    return this;
  }

  /**
   * Replaces each worker after a number of tasks, against what tasks leave behind; otherwise a worker
   * works as long as the pool lives.
   *
   * @param count number of tasks; a chunk of a map is one
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public ProcessPoolBuilder tasksPerWorker(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "A worker needs a task before it is replaced (tasksPerWorker=" + count + ").");
    }
    tasksPerWorker = count;
    return this;
  }

  /**
   * Sets what each worker does before its first task. If that throws an exception, the pool is broken,
   * and all its tasks fail with {@link PoolBrokenException}.
   *
   * @param action the action
   * @return this builder
   */
  public ProcessPoolBuilder initializer(RemoteRunnable action) {
    initializer = Objects.requireNonNull(action, "action");
    return this;
  }

  /**
   * Adds options of the workers' JVMs, as {@link JavaProcessBuilder#jvmOptions} does.
   *
   * @param options the options, such as {@code -Xmx256m}
   * @return this builder
   */
  public ProcessPoolBuilder jvmOptions(String... options) {
    process.jvmOptions(options);
    return this;
  }

  /**
   * Sets an environment variable of the workers, beside those of this process.
   *
   * @param name name of the variable
   * @param value its value
   * @return this builder
   */
  public ProcessPoolBuilder environment(String name, String value) {
    process.environment(name, value);
    return this;
  }

  /**
   * Has the workers start sooner: by a third or so, with an archive of the classes that they load. The
   * first pool whose class path has jars alone makes it, when it is closed, which takes some tenths of
   * a second then; the next ones use it, in this process or another, as long as JVM and class path are
   * the same.
   *
   * @param folder an existing folder that keeps archives, some megabytes each. Nobody else should be
   *     able to write to it: what is in an archive is run
   * @return this builder
   * @throws IllegalArgumentException if there is no such folder
   */
  public ProcessPoolBuilder classDataArchive(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "There is no such folder for class data archives (folder=" + folder + "): create it.");
    }
    archive = ClassDataArchive.in(folder);
    return this;
  }

  /**
   * Allows, or rejects, further classes for tasks, arguments, results and exceptions, as {@link
   * JavaProcessBuilder#filter} does.
   *
   * @param pattern a pattern as of {@link java.io.ObjectInputFilter.Config#createFilter}
   * @return this builder
   * @throws IllegalArgumentException if the pattern is none
   */
  public ProcessPoolBuilder filter(String pattern) {
    process.filter(pattern);
    return this;
  }

  /**
   * Sets how long a task that was cancelled with {@code cancel(true)} has to end after its thread was
   * interrupted; then its worker is killed, and replaced. Otherwise that is 2 s.
   *
   * @param grace the time
   * @return this builder
   */
  public ProcessPoolBuilder cancelGrace(Duration grace) {
    cancelGrace = Objects.requireNonNull(grace, "grace");
    return this;
  }

  /**
   * Sets who is told what happens in the pool.
   *
   * @param watcher the listener
   * @return this builder
   */
  public ProcessPoolBuilder listener(PoolListener watcher) {
    listener = Objects.requireNonNull(watcher, "watcher");
    return this;
  }

  /**
   * Starts the pool, and does not wait until its workers have begun.
   *
   * @return the pool
   * @throws IllegalArgumentException if the initializer cannot be serialized
   * @throws ProcessStartException if there is no JVM to start
   */
  public ProcessPool create() {
    return new ProcessPool(this);
  }

  int workers() {
    return workers;
  }

  int tasksPerWorker() {
    return tasksPerWorker;
  }

  @Nullable
  RemoteRunnable initializer() {
    return initializer;
  }

  String filter() {
    return process.filter();
  }

  ClassDataArchive archive() {
    return archive;
  }

  Duration cancelGrace() {
    return cancelGrace;
  }

  PoolListener listener() {
    return listener;
  }

  JavaProcessBuilder process() {
    return process;
  }
}

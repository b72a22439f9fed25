/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.SharedQueue;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What a worker process is told to do. A class, since a lambda, or a record, takes longer to read. */
@SuppressWarnings("serial") // queues travel as RemoteObjects writes them
final class WorkerSetup implements RemoteRunnable {
  private static final long serialVersionUID = 1L;

  /** Where the tasks come from. */
  private final @NotOwning SharedQueue<Packet> tasks;

  /** Where the answers go to. */
  private final @NotOwning SharedQueue<Packet> answers;

  /** Where the functions are under their numbers. */
  private final @NotOwning SharedQueue<Packet> functions;

  /** Has the ID of the task that the worker has in hand. */
  private final @NotOwning SharedQueue<byte[]> hand;

  /** IDs of tasks that are to be interrupted. */
  private final @NotOwning SharedQueue<byte[]> cancellations;

  /** What to do first; null for nothing. */
  private final @Nullable RemoteRunnable initializer;

  /** After how many tasks the worker ends; 0 for never. */
  private final int tasksPerWorker;

  /** Pattern of classes as of {@link Filters}. */
  private final String filter;

  WorkerSetup(
      ProcessPoolBuilder settings,
      WorkerQueues queues,
      @NotOwning SharedQueue<byte[]> hand,
      @NotOwning SharedQueue<byte[]> cancellations) {
    tasks = queues.tasks().queue();
    answers = queues.answers().queue();
    functions = queues.functions().queue();
    this.hand = hand;
    this.cancellations = cancellations;
    initializer = settings.initializer();
    tasksPerWorker = settings.tasksPerWorker();
    filter = settings.filter();
  }

  @NotOwning
  SharedQueue<Packet> tasks() {
    return tasks;
  }

  @NotOwning
  SharedQueue<Packet> answers() {
    return answers;
  }

  @NotOwning
  SharedQueue<Packet> functions() {
    return functions;
  }

  @NotOwning
  SharedQueue<byte[]> hand() {
    return hand;
  }

  @NotOwning
  SharedQueue<byte[]> cancellations() {
    return cancellations;
  }

  @Nullable
  RemoteRunnable initializer() {
    return initializer;
  }

  int tasksPerWorker() {
    return tasksPerWorker;
  }

  String filter() {
    return filter;
  }

  @Override
  public void run() {
    Worker.run(this);
  }
}

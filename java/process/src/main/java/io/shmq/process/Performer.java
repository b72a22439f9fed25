/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.SharedQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Calls the functions that tasks are: reads their arguments, and writes their results. */
final class Performer {
  private final @NotOwning SharedQueue<Packet> shelf;
  private final RemoteObjects objects;

  /** The functions that have a number, as far as they are known here. */
  private final Map<Integer, Object> functions = new HashMap<>();

  /**
   * Creates one.
   *
   * @param shelf where the pool puts its {@link Functions}
   * @param objects reads functions and arguments
   */
  Performer(@NotOwning SharedQueue<Packet> shelf, RemoteObjects objects) {
    this.shelf = shelf;
    this.objects = objects;
  }

  /**
   * Performs a task.
   *
   * @param kind one of {@link TaskKind}
   * @param task has function and arguments next
   * @param answer takes the results
   * @throws Exception what the task has thrown, or a {@link TaskException}
   */
  @SuppressWarnings("unchecked") // types are as they were when the task was sent
  void perform(byte kind, Packet task, Packet answer) throws Exception {
    Object function = function(task);
    switch (kind) {
      case TaskKind.CALL_0:
        putResult(answer, ((RemoteCallable<@Nullable Object>) function).call());
        break;
      case TaskKind.CALL_1:
        RemoteFunction<@Nullable Object, @Nullable Object> call1 =
            (RemoteFunction<@Nullable Object, @Nullable Object>) function;
        putResult(answer, call1.apply(argument(task)));
        break;
      case TaskKind.CALL_2:
        RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object> call2 =
            (RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) function;
        putResult(answer, call2.apply(argument(task), argument(task)));
        break;
      case TaskKind.RUN_0:
        ((RemoteRunnable) function).run();
        putResult(answer, null);
        break;
      case TaskKind.RUN_1:
        ((RemoteConsumer<@Nullable Object>) function).accept(argument(task));
        putResult(answer, null);
        break;
      case TaskKind.MAP_1:
        RemoteFunction<@Nullable Object, @Nullable Object> map1 =
            (RemoteFunction<@Nullable Object, @Nullable Object>) function;
        putResults(answer, map(map1, arguments(task)));
        break;
      case TaskKind.MAP_2:
        RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object> map2 =
            (RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) function;
        putResults(answer, map(map2, arguments(task), arguments(task)));
        break;
      default:
        throw new IllegalStateException("The pool has sent a task of no kind (kind=" + kind + ").");
    }
  }

  private static List<@Nullable Object> map(
      RemoteFunction<@Nullable Object, @Nullable Object> function, List<@Nullable Object> arguments)
      throws Exception {
    List<@Nullable Object> results = new ArrayList<>(arguments.size());
    for (@Nullable Object argument : arguments) {
      results.add(function.apply(argument));
    }
    return results;
  }

  private static List<@Nullable Object> map(
      RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object> function,
      List<@Nullable Object> first,
      List<@Nullable Object> second)
      throws Exception {
    List<@Nullable Object> results = new ArrayList<>(first.size());
    Iterator<@Nullable Object> seconds = second.iterator();
    for (@Nullable Object argument : first) {
      results.add(function.apply(argument, seconds.next()));
    }
    return results;
  }

  private Object function(Packet task) {
    int number = task.getInt();
    if (number == Functions.NONE) {
      return required(read("function", () -> objects.read(task.getBytes())));
    }
    Object known = functions.get(number);
    if (known == null) {
      known = required(read("function", () -> Functions.find(number, shelf, objects)));
      functions.put(number, known);
    }
    return known;
  }

  private static Object required(@Nullable Object function) {
    if (function == null) {
      throw new IllegalStateException("The pool has sent no function.");
    }
    return function;
  }

  private @Nullable Object argument(Packet task) {
    return read("argument", () -> task.getObject(objects));
  }

  private List<@Nullable Object> arguments(Packet task) {
    return read("arguments", () -> task.getObjects(objects));
  }

  /** Reads something. */
  private interface Reading<R> {
    R read() throws IOException, ClassNotFoundException;
  }

  private static <R> R read(String what, Reading<R> reading) {
    try {
      return reading.read();
    } catch (Exception | LinkageError | StackOverflowError e) {
      throw new TaskException(
          "The task's "
              + what
              + " cannot be read in the worker (error="
              + e
              + "): have its class on the class path, and allow it in the pool's filter.",
          e);
    }
  }

  private static void putResult(Packet answer, @Nullable Object result) {
    try {
      answer.putObject(result);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(e);
    }
  }

  private static void putResults(Packet answer, List<@Nullable Object> results) {
    try {
      answer.putObjects(results);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(e);
    }
  }

  private static TaskException unwritable(Throwable e) {
    return new TaskException(
        "The task's result cannot be serialized (error="
            + e
            + "): make all that it refers to Serializable, or transient.",
        e);
  }
}

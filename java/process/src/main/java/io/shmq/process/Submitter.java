/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.checkerframework.checker.index.qual.Positive;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.checker.signedness.qual.UnknownSignedness;

/** Makes tasks of functions and their arguments, and hands them to the workers. */
final class Submitter {
  private final Functions functions;
  private final TaskBoard board;
  private final AnswerReader reader;
  private final Crew crew;

  Submitter(Functions functions, TaskBoard board, AnswerReader reader, Crew crew) {
    this.functions = functions;
    this.board = board;
    this.reader = reader;
    this.crew = crew;
  }

  /**
   * Submits a call of a function.
   *
   * @param kind one of {@link TaskKind}, for so many arguments
   */
  <R> PoolFuture<R> call(
      byte kind, Object function, @Nullable @UnknownSignedness Object... arguments) {
    Objects.requireNonNull(function, "function");
    PoolFuture<R> future = new PoolFuture<>(board, reader, crew);
    long id = board.nextId();
    submit(id, new CallJob<>(future), () -> {
      Packet packet =
          functions.encode(function).putTo(new Packet().putByte(kind).putLong(id));
      for (@Nullable @UnknownSignedness Object argument : arguments) {
        packet.putObject(AnyObject.of(argument));
      }
      return packet;
    });
    future.setIds(id);
    return future;
  }

  /**
   * Submits the calls of a function with each of some elements.
   *
   * @param kind what an element is to the function
   * @param chunkSize how many elements make a task
   */
  <R> PoolFuture<List<R>> map(Chunk kind, Object function, Collection<?> elements, int chunkSize) {
    Objects.requireNonNull(function, "function");
    @Positive int chunkLength = Chunk.requirePositive(chunkSize);
    PoolFuture<List<R>> future = new PoolFuture<>(board, reader, crew);
    List<@Nullable Object> all = AnyObject.listOf(elements);
    int size = all.size();
    if (size == 0) {
      future.complete(List.of());
      return future;
    }
    Functions.Encoded encoded;
    try {
      // Once, not for each chunk.
      encoded = functions.encode(function);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      future.completeExceptionally(unwritable(e));
      return future;
    }
    MapJob<R> job = new MapJob<>(size, chunkLength, future);
    LongStream.Builder ids = LongStream.builder();
    int number = 0;
    int start = 0;
    while (start < size) {
      int first = start;
      int end = size - start > chunkLength ? start + chunkLength : size;
      long id = board.nextId();
      ids.add(id);
      submit(
          id,
          job.chunk(number, end - first),
          () -> kind.packet(id, encoded, all.subList(first, end)));
      number++;
      start = end;
    }
    future.setIds(ids.build().toArray());
    return future;
  }

  /** Makes the message of a task. */
  private interface Message {
    Packet encode() throws IOException;
  }

  private void submit(long id, Pending task, Message message) {
    Packet packet;
    try {
      packet = message.encode();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      task.fail(unwritable(e));
      return;
    }
    board.submit(id, packet, task);
  }

  private static TaskException unwritable(Throwable e) {
    return new TaskException(
        "The task cannot be serialized (error="
            + e
            + "): let it capture and be given only what is serializable, and queues.",
        e);
  }
}

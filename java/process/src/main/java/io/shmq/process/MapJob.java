/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.checkerframework.checker.index.qual.NonNegative;
import org.checkerframework.checker.index.qual.Positive;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The results of a map, as they come in, chunk by chunk. */
final class MapJob<R> {
  private final @Positive int size;
  private final @Positive int chunkSize;

  /** By number; empty until the chunk has ended. */
  private final List<List<@Nullable Object>> chunks;

  private final AtomicInteger left;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final PoolFuture<List<R>> future;

  /**
   * Creates one without results yet.
   *
   * @param size how many there will be
   * @param chunkSize how many each chunk has, but for the last one
   * @param future takes them all
   */
  MapJob(@Positive int size, @Positive int chunkSize, PoolFuture<List<R>> future) {
    this.size = size;
    this.chunkSize = chunkSize;
    this.future = future;
    int count = (size - 1) / chunkSize + 1;
    chunks = new ArrayList<>(Collections.nCopies(count, List.of()));
    left = new AtomicInteger(count);
  }

  /**
   * Returns what takes the results of a chunk.
   *
   * @param number number of the chunk, from 0
   * @param length how many results it has
   */
  Pending chunk(@NonNegative int number, int length) {
    return new Pending(length) {
      @Override
      void succeed(Packet answer, RemoteObjects objects)
          throws IOException, ClassNotFoundException {
        chunks.set(number, answer.getObjects(objects));
        chunkEnded();
      }

      @Override
      void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
        chunkEnded();
      }
    };
  }

  private void chunkEnded() {
    if (left.decrementAndGet() > 0) {
      return;
    }
    @Nullable Throwable reason = failure.get();
    if (reason != null) {
      future.completeExceptionally(reason);
    } else {
      future.complete(new ListView<>(size, this::result));
    }
  }

  @SuppressWarnings("unchecked") // the function returns that
  private R result(@NonNegative int index) {
    return (R) chunks.get(index / chunkSize).get(index % chunkSize);
  }
}

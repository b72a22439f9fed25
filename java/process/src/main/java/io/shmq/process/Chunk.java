/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.index.qual.Positive;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How a function is applied to a part of a collection: the elements are its argument, or its two. */
enum Chunk {
  /** An element is the argument. */
  SINGLES(TaskKind.MAP_1) {
    @Override
    void put(Packet packet, List<? extends @Nullable Object> elements) throws IOException {
      packet.putObjects(elements);
    }
  },
  /** An element is an entry with both arguments. */
  PAIRS(TaskKind.MAP_2) {
    @Override
    void put(Packet packet, List<? extends @Nullable Object> elements) throws IOException {
      List<@Nullable Object> first = new ArrayList<>(elements.size());
      List<@Nullable Object> second = new ArrayList<>(elements.size());
      for (@Nullable Object element : elements) {
        if (element == null) {
          throw new IllegalArgumentException("One of the pairs is null.");
        }
        Map.Entry<?, ?> pair = (Map.Entry<?, ?>) element;
        first.add(AnyObject.of(pair.getKey()));
        second.add(AnyObject.of(pair.getValue()));
      }
      packet.putObjects(first).putObjects(second);
    }
  };

  private final byte kind;

  Chunk(byte kind) {
    this.kind = kind;
  }

  /** Returns the size of a chunk, or refuses one that none can have. */
  static @Positive int requirePositive(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("A chunk needs an element (chunkSize=" + size + ").");
    }
    return size;
  }

  abstract void put(Packet packet, List<? extends @Nullable Object> elements) throws IOException;

  /** Returns the message for a part of a collection. */
  Packet packet(long id, Functions.Encoded function, List<? extends @Nullable Object> elements)
      throws IOException {
    Packet packet = function.putTo(new Packet().putByte(kind).putLong(id));
    put(packet, elements);
    return packet;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueException;
import io.shmq.SharedQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Functions on their way to the workers. One that has captured nothing is the same for ever: it is put
 * into a queue once, under a number, and left there. A task has the number alone, and a worker looks
 * for the function when it sees the number for the first time.
 */
final class Functions {
  /** The number of a function that travels with its task. */
  static final int NONE = 0;

  /**
   * A function as it travels with a task.
   *
   * @param number its number, or {@link #NONE}
   * @param bytes the function, serialized; empty if it has a number
   */
  record Encoded(int number, byte[] bytes) {
    /** Appends the function to a task's message. */
    Packet putTo(Packet packet) {
      packet.putInt(number);
      return number == NONE ? packet.putBytes(bytes) : packet;
    }
  }

  private static final byte[] NOTHING = {};

  private final @NotOwning SharedQueue<Packet> shelf;

  /** A place for what is known of a class's function. */
  private static final class Slot {
    volatile @Nullable Encoded encoded;
  }

  /** A place for each class, as long as there is the class. */
  private static final class Slots extends ClassValue<Slot> {
    @Override
    protected Slot computeValue(Class<?> type) {
      return new Slot();
    }
  }

  private final Slots slots = new Slots();

  private int count;

  /**
   * Creates what numbers functions.
   *
   * @param shelf where they are put under their numbers
   */
  Functions(@NotOwning SharedQueue<Packet> shelf) {
    this.shelf = shelf;
  }

  /** Returns a function as it travels. */
  Encoded encode(Object function) throws IOException {
    // A lambda that captures nothing has a class of its own, with one object.
    Slot slot = slots.get(function.getClass());
    @Nullable Encoded encoded = slot.encoded;
    return encoded == null ? encode(function, slot) : encoded;
  }

  private synchronized Encoded encode(Object function, Slot slot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean isStateless = RemoteObjects.write(function, bytes);
    Encoded encoded = new Encoded(NONE, bytes.toByteArray());
    if (isStateless && putOnShelf(encoded.bytes())) {
      encoded = new Encoded(count, NOTHING);
      slot.encoded = encoded;
    }
    return encoded;
  }

  private boolean putOnShelf(byte[] function) {
    try {
      shelf.putNowait(new Packet().putInt(count + 1).putBytes(function));
      count++;
      return true;
    } catch (QueueException e) {
      // There is no room, or too much goes on: it travels with its task this time.
      return false;
    }
  }

  /** Returns the function that was put under a number. */
  static @Nullable Object find(int number, SharedQueue<Packet> shelf, RemoteObjects objects)
      throws IOException, ClassNotFoundException {
    return objects.read(Patience.whileBusy(() -> find(number, shelf)));
  }

  private static ByteBuffer find(int number, SharedQueue<Packet> shelf) {
    for (Packet packet : shelf.asBlockingQueue()) {
      if (packet.getInt() == number) {
        return packet.getBytes();
      }
    }
    throw new IllegalStateException(
        "The pool has sent the number of no function (number=" + number + ").");
  }
}

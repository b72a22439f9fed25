/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The memory that one call of one thread needs to bring a message to C or back, kept by the thread
 * for its next call so that a message costs no garbage.
 *
 * <p>A codec may use another queue while it runs. Such a nested call gets a scratch of its own, so
 * that the message of the outer one stays as it is.
 */
final class Scratch {
  /** The longest message, in bytes, that goes between C and a Java array without a detour. */
  static final int SMALL = Binding.ARRAY_MAX;

  /** The largest buffers that a thread keeps, in bytes. */
  private static final int KEPT = 1024 * 1024;

  private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

  private static final ThreadLocal<@Nullable Scratch> OF_THREAD = new ThreadLocal<>();

  private final byte[] small = new byte[SMALL];
  private final ByteBuffer smallView = ByteBuffer.wrap(small);
  private final MessageWriter writer = new MessageWriter(small);
  private ByteBuffer direct = NONE;
  /** Address of {@link #direct}, or 0 as long as nobody asked for it. */
  private long directAddress;

  private ByteBuffer message = smallView;
  private boolean taken;
  private @Nullable Scratch nested;

  private Scratch() {}

  /** Returns a scratch that nobody uses; {@link #release} gives it back. */
  static Scratch take() {
    Scratch scratch = OF_THREAD.get();
    if (scratch == null) {
      scratch = new Scratch();
      OF_THREAD.set(scratch);
    }
    while (scratch.taken) {
      scratch = scratch.nested();
    }
    scratch.taken = true;
    return scratch;
  }

  private Scratch nested() {
    Scratch next = nested;
    if (next == null) {
      next = new Scratch();
      nested = next;
    }
    return next;
  }

  /** Forgets the message, and lets go of buffers that are too large to keep. */
  void release() {
    writer.reset(KEPT);
    if (direct.capacity() > KEPT) {
      direct = NONE;
      directAddress = 0;
      message = smallView;
    }
    taken = false;
  }

  /** Returns the writer for a message on its way to C. */
  MessageWriter writer() {
    return writer;
  }

  /** Returns the array for a message of at most {@link #SMALL} bytes on its way from C. */
  byte[] small() {
    return small;
  }

  /** Makes the first bytes of {@link #small} the message that was taken. */
  void setSmallMessage(int length) {
    message = smallView.clear().limit(length).order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns memory outside the heap with at least so many bytes; its content is undefined. */
  ByteBuffer direct(int size) {
    if (direct.capacity() < size) {
      direct = ByteBuffer.allocateDirect(Math.max(size, SMALL));
      directAddress = 0;
    }
    return direct.clear().order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns the address of what {@link #direct} has returned. */
  long directAddress(Binding binding) {
    if (directAddress == 0) {
      directAddress = binding.address(direct);
    }
    return directAddress;
  }

  /** Returns the writer's message at a place outside the heap, where C may read it for long. */
  ByteBuffer directCopy() {
    int length = writer.length();
    return direct(length).put(writer.array(), writer.offset(), length);
  }

  /** Makes the first bytes of {@link #direct} the message that was taken. */
  void setDirectMessage(int length) {
    if (length > SMALL) {
      message = direct.clear().limit(length);
      return;
    }
    // Codecs then see small messages in one kind of buffer only, which keeps their code fast.
    direct.get(0, small, 0, length);
    setSmallMessage(length);
  }

  /** Returns the message that was taken, between position and limit, in big-endian order. */
  ByteBuffer message() {
    return message;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The memory that one call of one thread needs to bring messages to C or back, kept by the thread
 * for its next call so that a message costs no garbage. Virtual threads, of which there are many,
 * share theirs.
 *
 * <p>A codec may use another queue while it runs. Such a nested call gets a scratch of its own, so
 * that the message of the outer one stays as it is.
 */
final class Scratch {
  /** The longest message, in bytes, that goes between C and a Java array without a detour. */
  static final int SMALL = Binding.ARRAY_MAX;

  /** The largest buffers that a thread keeps, in bytes. */
  private static final int KEPT = 1024 * 1024;

  /**
   * Weak, since a thread may outlive the class loader that this class is of, as in a server: it
   * would hold all of it.
   */
  private static final ThreadLocal<@Nullable WeakReference<Scratch>> OF_THREAD =
      new ThreadLocal<>();

  /** What keeps the scratches of living threads from the garbage collector. */
  private static final Map<Thread, Scratch> BY_THREAD =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Those of virtual threads that are not in use: as many as ever ran calls at the same time. */
  private static final ConcurrentLinkedQueue<Scratch> SHARED = new ConcurrentLinkedQueue<>();

  private final boolean isShared;
  private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());
  private final byte[] small = new byte[SMALL];
  private final ByteBuffer smallView = ByteBuffer.wrap(small);
  private final ByteBuffer smallReadOnly = smallView.asReadOnlyBuffer();
  private final MessageWriter writer = new MessageWriter(small);
  private final DirectMemory direct = new DirectMemory();
  private final DirectMemory pointer = new DirectMemory();
  private ByteBuffer message = smallView;
  private boolean taken;
  private @Nullable Batch batch;
  private @Nullable Scratch nested;

  private Scratch(boolean isShared) {
    this.isShared = isShared;
  }

  /** Returns a scratch that nobody uses; {@link #release} gives it back. */
  static Scratch take() {
    if (VirtualThreads.isCurrent()) {
      Scratch shared = SHARED.poll();
      return shared == null ? new Scratch(true) : shared;
    }
    WeakReference<Scratch> reference = OF_THREAD.get();
    Scratch scratch = reference == null ? null : reference.get();
    if (scratch == null) {
      scratch = new Scratch(false);
      OF_THREAD.set(new WeakReference<>(scratch));
      BY_THREAD.put(Thread.currentThread(), scratch);
    }
    while (scratch.taken) {
      scratch = scratch.nested();
    }
    scratch.taken = true;
    return scratch;
  }

  /** Takes it, and returns true, if it is this thread's alone and nobody uses it. */
  boolean takeIfOwn() {
    if (!owner.refersTo(Thread.currentThread()) || isShared || taken) {
      return false;
    }
    taken = true;
    return true;
  }

  /** Returns true if there is no thread whose own it is, or none any more. */
  boolean isOrphan() {
    return isShared || owner.get() == null;
  }

  private Scratch nested() {
    Scratch next = nested;
    if (next == null) {
      next = new Scratch(false);
      nested = next;
    }
    return next;
  }

  /** Forgets the messages, and lets go of buffers that are too large to keep. */
  void release() {
    writer.reset(KEPT);
    direct.trim(KEPT);
    message = smallView;
    Batch messages = batch;
    if (messages != null) {
      messages.reset(KEPT);
    }
    taken = false;
    if (isShared) {
      SHARED.offer(this);
    }
  }

  /** Returns the writer for a message on its way to C. */
  MessageWriter writer() {
    return writer;
  }

  /** Returns the place for the messages of one call, which is empty. */
  Batch batch() {
    Batch messages = batch;
    if (messages == null) {
      messages = new Batch();
      batch = messages;
    }
    return messages;
  }

  /** Returns memory outside the heap for one address. */
  DirectMemory pointer() {
    pointer.require(Long.BYTES);
    return pointer;
  }

  /** Returns the array for a message of at most {@link #SMALL} bytes on its way from C. */
  byte[] small() {
    return small;
  }

  /** Makes the first bytes of {@link #small} the message that was taken. */
  void setSmallMessage(int length) {
    message = smallView.clear().limit(length).order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns the first bytes of {@link #small} for a reader who may not write. */
  ByteBuffer smallReadOnly(int length) {
    return smallReadOnly.clear().limit(length).order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns memory outside the heap with at least so many bytes; its content is undefined. */
  DirectMemory direct(int size) {
    direct.require(Math.max(size, SMALL));
    return direct;
  }

  /** Returns the writer's message at a place outside the heap, where C may read it for long. */
  DirectMemory directCopy() {
    int length = writer.length();
    DirectMemory memory = direct(length);
    memory.buffer().put(0, writer.array(), writer.offset(), length);
    return memory;
  }

  /** Makes the first bytes of {@link #direct} the message that was taken. */
  void setDirectMessage(int length) {
    setMessage(direct.buffer(), 0, length);
  }

  /** Makes a part of a buffer the message that was taken. */
  void setMessage(ByteBuffer source, int offset, int length) {
    if (length > SMALL) {
      message = source.slice(offset, length);
      return;
    }
    // Codecs then see small messages in one kind of buffer only, which keeps their code fast.
    source.get(offset, small, 0, length);
    setSmallMessage(length);
  }

  /** Returns the message that was taken, between position and limit, in big-endian order. */
  ByteBuffer message() {
    return message;
  }

  /** Returns the bytes of the message that was taken. */
  byte[] messageCopy() {
    int length = message.limit();
    if (message == smallView) {
      return Arrays.copyOf(small, length);
    }
    byte[] copy = new byte[length];
    message.get(0, copy);
    return copy;
  }
}

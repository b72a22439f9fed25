/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/**
 * Turns the elements of a queue into messages and back.
 *
 * <p>All processes that share a queue must agree on the bytes. A codec runs in the thread that calls
 * the queue, without any lock: {@link #encode} before the message is put, {@link #decode} after it
 * was taken. It may be called by several threads at once, and may itself use other queues. An
 * exception that it throws reaches the caller: after {@code encode}, nothing was put; after {@code
 * decode}, that one message is lost and the queue goes on.
 *
 * <p>A codec that knows how long a message gets says so once, and no memory is copied or left to the
 * garbage collector:
 *
 * <pre>{@code
 * record Point(int x, int y) {}
 *
 * final class PointCodec implements Codec<Point> {
 *   public void encode(Point point, MessageWriter out) {
 *     out.reserve(8).putInt(point.x()).putInt(point.y());
 *   }
 *
 *   public Point decode(ByteBuffer message) {
 *     return new Point(message.getInt(), message.getInt());
 *   }
 * }
 * }</pre>
 *
 * <p>One that does not know calls {@link MessageWriter#reserve} again and again, or writes to {@link
 * MessageWriter#outputStream}: the message grows. To read as a stream there is {@link #inputStream}:
 *
 * <pre>{@code
 * final class TableCodec implements Codec<Table> {
 *   public void encode(Table table, MessageWriter out) {
 *     table.writeTo(out.outputStream());
 *   }
 *
 *   public Table decode(ByteBuffer message) {
 *     return Table.readFrom(Codec.inputStream(message));
 *   }
 * }
 * }</pre>
 *
 * <p>What cannot be encoded or decoded is best a {@link CodecException}, which says why.
 *
 * @param <E> type of the elements
 */
public interface Codec<E extends Object> {
  /**
   * Writes an element as a message.
   *
   * @param element the element
   * @param out takes the message; not to be used after this method has returned
   */
  void encode(E element, MessageWriter out);

  /**
   * Returns the element that a message stands for, never null.
   *
   * @param message the bytes between position and limit, in big-endian order, of a buffer that has
   *     an array only if the message is short; they are overwritten by the thread's next call on a
   *     queue, so that the element must not refer to the buffer
   * @return the element
   */
  E decode(ByteBuffer message);

  /**
   * Returns a stream that reads a message from the buffer's position to its limit, without copying
   * it first. The position moves along. To close the stream does nothing.
   *
   * @param message the buffer given to {@link #decode}, or any other
   * @return the stream
   */
  static InputStream inputStream(ByteBuffer message) {
    return new MessageStream(message);
  }

  /**
   * Returns the codec whose messages are the bytes of the arrays themselves.
   *
   * @return the codec
   */
  static Codec<byte[]> bytes() {
    return BytesCodec.INSTANCE;
  }

  /**
   * Returns the codec whose messages are strings in UTF-8. It loses nothing: a string with a
   * surrogate that has no partner cannot be put, and a message that is no UTF-8 cannot be taken as
   * a string; both are a {@link CodecException}.
   *
   * @return the codec
   */
  static Codec<String> utf8() {
    return Utf8Codec.INSTANCE;
  }

  /**
   * Returns a codec that uses Java serialization. Whoever may write to the queue decides which
   * objects are made of its messages, so that a filter must say what is allowed: a class that it
   * leaves undecided is rejected. The JVM-wide filter, if there is one, must not reject it either.
   *
   * <pre>{@code
   * Codec<Order> codec = Codec.ofSerializable(
   *     Order.class, ObjectInputFilter.Config.createFilter("com.example.Order;java.base/*;!*"));
   * }</pre>
   *
   * <p>Classes are looked for where the type is from, then in the context class loader of the thread
   * that takes the message.
   *
   * @param <E> type of the elements
   * @param type the elements' class or interface; a message that is anything else is a {@link
   *     CodecException}
   * @param filter decides on every class, array and depth of a message; what it rejects is named by a
   *     {@link CodecException}
   * @return the codec
   * @throws NullPointerException if {@code type} or {@code filter} is null
   */
  static <E extends Object> Codec<E> ofSerializable(Class<E> type, ObjectInputFilter filter) {
    return new SerializableCodec<>(type, filter);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.index.qual.NonNegative;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.checker.signedness.qual.PolySigned;

/**
 * Bytes that are written one after the other, and read in the same order. Objects of the types that are
 * most frequent take a few bytes, and lists of numbers no more than the numbers; all others are
 * serialized. What reads beyond the end throws {@link BufferUnderflowException}.
 */
final class Packet {
  private static final int INITIAL = 64;

  /** What the byte before an object says of it. */
  private static final byte NULL = 0;

  private static final byte TRUE = 1;
  private static final byte FALSE = 2;
  private static final byte INT = 3;
  private static final byte LONG = 4;
  private static final byte DOUBLE = 5;
  private static final byte STRING = 6;
  private static final byte BYTES = 7;
  private static final byte OBJECT = 8;

  /** Has been written up to its position, or is read from there. */
  private ByteBuffer buffer;

  /** Creates a packet to be written. */
  Packet() {
    this(ByteBuffer.allocate(INITIAL));
  }

  private Packet(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Returns a packet to be read, with a copy of a message. */
  static Packet copyOf(ByteBuffer message) {
    return new Packet(ByteBuffer.allocate(message.remaining()).put(message).flip());
  }

  /** Hands over what was written as a message. */
  void writeTo(MessageWriter out) {
    out.wrap(buffer.array(), 0, buffer.position());
  }

  /** Makes it empty, to be written anew. */
  Packet clear() {
    buffer.clear();
    return this;
  }

  /** Returns where the next byte is written, for {@link #truncate}. */
  @NonNegative
  int end() {
    return buffer.position();
  }

  /** Takes back what was written since there was another end. */
  void truncate(@NonNegative int end) {
    buffer.position(end);
  }

  /** Returns the buffer, with room for so many bytes. */
  private ByteBuffer room(int size) {
    if (buffer.remaining() < size) {
      grow(size);
    }
    return buffer;
  }

  private void grow(int size) {
    int needed = Math.addExact(buffer.position(), size);
    int capacity = (int) Math.max(needed, Math.min(2L * buffer.capacity(), Integer.MAX_VALUE - 8));
    ByteBuffer larger = ByteBuffer.allocate(capacity);
    buffer = larger.put(buffer.flip());
  }

  Packet putByte(byte value) {
    room(Byte.BYTES).put(value);
    return this;
  }

  Packet putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  Packet putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  Packet putBytes(byte[] bytes) {
    putInt(bytes.length);
    room(bytes.length).put(bytes);
    return this;
  }

  Packet putBytes(ByteBuffer bytes) {
    putInt(bytes.remaining());
    room(bytes.remaining()).put(bytes.duplicate());
    return this;
  }

  Packet putString(String text) {
    return putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends an object.
   *
   * @throws IOException if it cannot be serialized
   */
  Packet putObject(@Nullable Object object) throws IOException {
    if (object == null) {
      return putByte(NULL);
    }
    if (object instanceof Integer) {
      return putByte(INT).putInt((Integer) object);
    }
    if (object instanceof Long) {
      return putByte(LONG).putLong((Long) object);
    }
    if (object instanceof Double) {
      return putByte(DOUBLE).putLong(Double.doubleToRawLongBits((Double) object));
    }
    if (object instanceof Boolean) {
      return putByte((Boolean) object ? TRUE : FALSE);
    }
    if (object instanceof String && isWellFormed((String) object)) {
      return putByte(STRING).putString((String) object);
    }
    if (object.getClass() == byte[].class) {
      return putByte(BYTES).putBytes((byte[]) object);
    }
    return putByte(OBJECT).putSerialized(object);
  }

  private Packet putSerialized(Object object) throws IOException {
    int start = end();
    putInt(0);
    try (OutputStream output = new Output()) {
      RemoteObjects.write(object, output);
    }
    buffer.putInt(start, end() - start - Integer.BYTES);
    return this;
  }

  /** Returns whether UTF-8 has all of a text. */
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends a list.
   *
   * @throws IOException if one of its objects cannot be serialized
   */
  Packet putObjects(List<? extends @Nullable Object> objects) throws IOException {
    putInt(objects.size());
    int start = end();
    @Nullable Object first = objects.isEmpty() ? null : objects.get(0);
    if ((first instanceof Integer && putInts(objects))
        || (first instanceof Long && putLongs(objects))
        || (first instanceof Double && putDoubles(objects))) {
      return this;
    }
    truncate(start);
    putByte(OBJECT);
    for (@Nullable Object object : objects) {
      putObject(object);
    }
    return this;
  }

  /** Appends a list and returns true if it has integers alone. */
  private boolean putInts(List<? extends @Nullable Object> objects) {
    ByteBuffer out = putByte(INT).room(Math.multiplyExact(objects.size(), Integer.BYTES));
    for (@Nullable Object object : objects) {
      if (!(object instanceof Integer)) {
        return false;
      }
      out.putInt((Integer) object);
    }
    return true;
  }

  /** Appends a list and returns true if it has long integers alone. */
  private boolean putLongs(List<? extends @Nullable Object> objects) {
    ByteBuffer out = putByte(LONG).room(Math.multiplyExact(objects.size(), Long.BYTES));
    for (@Nullable Object object : objects) {
      if (!(object instanceof Long)) {
        return false;
      }
      out.putLong((Long) object);
    }
    return true;
  }

  /** Appends a list and returns true if it has floating-point numbers alone. */
  private boolean putDoubles(List<? extends @Nullable Object> objects) {
    ByteBuffer out = putByte(DOUBLE).room(Math.multiplyExact(objects.size(), Double.BYTES));
    for (@Nullable Object object : objects) {
      if (!(object instanceof Double)) {
        return false;
      }
      out.putLong(Double.doubleToRawLongBits((Double) object));
    }
    return true;
  }

  byte getByte() {
    return buffer.get();
  }

  int getInt() {
    return buffer.getInt();
  }

  long getLong() {
    return buffer.getLong();
  }

  /** Returns the next bytes, whose number is before them, and goes on behind them. */
  ByteBuffer getBytes() {
    return next(getInt());
  }

  private ByteBuffer next(int size) {
    if (size < 0 || size > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer bytes = buffer.slice().limit(size);
    buffer.position(buffer.position() + size);
    return bytes;
  }

  private byte[] getArray() {
    ByteBuffer bytes = getBytes();
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  String getString() {
    return StandardCharsets.UTF_8.decode(getBytes()).toString();
  }

  /**
   * Returns the next object.
   *
   * @param objects reads what is serialized
   */
  @Nullable
  Object getObject(RemoteObjects objects) throws IOException, ClassNotFoundException {
    byte type = getByte();
    switch (type) {
      case NULL:
        return null;
      case TRUE:
        return true;
      case FALSE:
        return false;
      case INT:
        return getInt();
      case LONG:
        return getLong();
      case DOUBLE:
        return getDouble();
      case STRING:
        return getString();
      case BYTES:
        return getArray();
      case OBJECT:
        return objects.read(getBytes());
      default:
        throw new StreamCorruptedException(
            "The message has an object of no type (type=" + type + ").");
    }
  }

  private double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  /**
   * Returns the next list. One of numbers reads them from the packet when it is asked for them.
   *
   * @param objects reads what is serialized
   */
  List<@Nullable Object> getObjects(RemoteObjects objects)
      throws IOException, ClassNotFoundException {
    int count = Math.max(0, getInt());
    byte type = getByte();
    switch (type) {
      case INT:
        IntBuffer ints = next(Math.multiplyExact(count, Integer.BYTES)).asIntBuffer();
        return new ListView<>(count, ints::get);
      case LONG:
        LongBuffer longs = next(Math.multiplyExact(count, Long.BYTES)).asLongBuffer();
        return new ListView<>(count, longs::get);
      case DOUBLE:
        DoubleBuffer doubles = next(Math.multiplyExact(count, Double.BYTES)).asDoubleBuffer();
        return new ListView<>(count, doubles::get);
      default:
        List<@Nullable Object> list = new ArrayList<>(Math.min(count, buffer.remaining()));
        for (int left = count; left > 0; left--) {
          list.add(getObject(objects));
        }
        return list;
    }
  }

  /** Appends what is written to it. */
  private final class Output extends OutputStream {
    @Override
    public void write(@PolySigned int value) {
      room(1).put((byte) value);
    }

    @Override
    public void write(@PolySigned byte[] array, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, array.length);
      room(length).put(array, offset, length);
    }
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Java serialization behind a filter; see {@link Codec#ofSerializable}. */
final class SerializableCodec<E extends Object> implements Codec<E> {
  private final Class<E> type;
  private final ObjectInputFilter filter;

  SerializableCodec(Class<E> type, ObjectInputFilter filter) {
    this.type = Objects.requireNonNull(type, "type");
    this.filter = ObjectInputFilter.rejectUndecidedClass(Objects.requireNonNull(filter, "filter"));
  }

  @Override
  public void encode(E element, MessageWriter out) {
    try (OutputStream bytes = out.outputStream();
        ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(element);
    } catch (IOException e) {
      throw new CodecException(
          "The element cannot be serialized (class="
              + element.getClass().getName()
              + ", error="
              + e
              + "): make all that it refers to Serializable, or transient.",
          e);
    }
  }

  @Override
  public E decode(ByteBuffer message) {
    int length = message.remaining();
    Object element = read(message);
    if (message.hasRemaining()) {
      throw new CodecException("The message goes on behind its object (length="
          + length
          + ", left="
          + message.remaining()
          + " bytes): have its producer put each object as a message of its own.");
    }
    return checked(element);
  }

  private @Nullable Object read(ByteBuffer message) {
    int length = message.remaining();
    FilterGuard guard = new FilterGuard(filter);
    try (InputStream bytes = Codec.inputStream(message);
        TypedObjectStream objects = new TypedObjectStream(bytes, type)) {
      guard.protect(objects);
      return objects.readObject();
    } catch (InvalidClassException e) {
      throw refused(e, guard);
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      throw new CodecException(
          "The message is no serialized object that is known here (length="
              + length
              + " bytes, error="
              + e
              + "): have its producer use the same codec and classes.",
          e);
    }
  }

  private static CodecException refused(InvalidClassException e, FilterGuard guard) {
    String rejection = guard.rejection();
    if (rejection != null) {
      return new CodecException(
          rejection + ": allow it there, if the queue's producers may send it.", e);
    }
    return new CodecException(
        "The message has an object that this JVM refuses (class="
            + e.classname
            + ", error="
            + e.getMessage()
            + "): use one version of its class everywhere, and see the JVM's serial filter factory.",
        e);
  }

  @SuppressWarnings("unchecked") // it is an instance of the type
  private E checked(@Nullable Object element) {
    if (!type.isInstance(element)) {
      throw new CodecException("The message is an object of another type than the queue's (class="
          + (element == null ? "null" : element.getClass().getName())
          + ", expected="
          + type.getName()
          + "): have its producer use the same type.");
    }
    return (E) element;
  }

  @Override
  public String toString() {
    return "Codec.ofSerializable(" + type.getName() + ")";
  }
}

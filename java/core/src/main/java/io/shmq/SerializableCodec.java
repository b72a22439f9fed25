/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Java serialization behind a filter; see {@link Codec#ofSerializable}. */
final class SerializableCodec<E extends Object> implements Codec<E> {
  private final Class<E> type;
  private final ObjectInputFilter filter;

  SerializableCodec(Class<E> type, ObjectInputFilter filter) {
    this.type = Objects.requireNonNull(type, "type");
    this.filter = Objects.requireNonNull(filter, "filter");
  }

  @Override
  public void encode(E element, MessageWriter out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
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
    byte[] message = bytes.toByteArray();
    out.wrap(message, 0, message.length);
  }

  @Override
  public E decode(ByteBuffer message) {
    int length = message.remaining();
    try (InputStream bytes = stream(message);
        ObjectInputStream objects = new TypedStream(bytes, type)) {
      objects.setObjectInputFilter(filter);
      return checked(objects.readObject());
    } catch (InvalidClassException e) {
      throw new CodecException(
          "The message has a class that the filter rejects, or another version of one (class="
              + e.classname
              + ", error="
              + e.getMessage()
              + "): allow it in the filter, or use one version everywhere.",
          e);
    } catch (IOException | ClassNotFoundException e) {
      throw new CodecException(
          "The message is no serialized object that is known here (length="
              + length
              + " bytes, error="
              + e
              + "): have its producer use the same codec and classes.",
          e);
    }
  }

  private static InputStream stream(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return new ByteArrayInputStream(bytes);
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

  /** Finds classes where the queue's type was found, which this class's loader may not know. */
  private static final class TypedStream extends ObjectInputStream {
    private final @Nullable ClassLoader loader;

    TypedStream(InputStream in, Class<?> type) throws IOException {
      super(in);
      loader = type.getClassLoader();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        // Primitive types, and what only the caller's loader knows.
        return super.resolveClass(description);
      }
    }
  }
}

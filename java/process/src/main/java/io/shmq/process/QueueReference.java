/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.QueueHandle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What travels in place of a queue: its handle and its codec. */
final class QueueReference implements Serializable {
  private static final long serialVersionUID = 1L;

  private final QueueHandle handle;

  /** As bytes, so that references that mean the same queue and the same codec are equal. */
  private final byte[] codec;

  QueueReference(QueueHandle handle, Codec<?> codec) {
    this.handle = handle;
    this.codec = bytes(codec);
  }

  private static byte[] bytes(Codec<?> codec) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(codec);
      output.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The queue's codec does not travel to another process (codec="
              + codec
              + ", error="
              + e
              + "): make it Serializable, or hand over the queue's handle and open it there.",
          e);
    }
  }

  QueueHandle handle() {
    return handle;
  }

  /** Returns a codec like that of the queue where it came from. */
  Codec<? extends Object> codec(ObjectInputFilter filter) throws IOException {
    try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(codec))) {
      input.setObjectInputFilter(filter);
      return (Codec<? extends Object>) input.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "The queue's codec is of a class that is not known here (class=" + e.getMessage() + ").",
          e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QueueReference
        && handle.equals(((QueueReference) other).handle)
        && Arrays.equals(codec, ((QueueReference) other).codec);
  }

  @Override
  public int hashCode() {
    return 31 * handle.hashCode() + Arrays.hashCode(codec);
  }
}

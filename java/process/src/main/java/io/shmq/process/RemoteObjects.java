/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Objects as bytes for another process, where the queues among them arrive open. */
final class RemoteObjects {
  private final ObjectInputFilter filter;
  private final OpenQueues queues;

  /**
   * Creates what reads objects.
   *
   * @param filter decides which classes are allowed
   * @param queues opens the queues among the objects
   */
  RemoteObjects(ObjectInputFilter filter, OpenQueues queues) {
    this.filter = filter;
    this.queues = queues;
  }

  /** Returns what {@link #read} makes an equal object of. */
  static byte[] write(@Nullable Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(object, bytes);
    return bytes.toByteArray();
  }

  /**
   * Writes what {@link #read} makes an equal object of.
   *
   * @return true if the object is a function that has captured nothing: as good as its copies
   */
  static boolean write(@Nullable Object object, OutputStream out) throws IOException {
    try (Output output = new Output(out)) {
      output.writeObject(object);
      return output.isStateless();
    }
  }

  /** Returns the object that {@code write} has written. */
  @Nullable
  Object read(ByteBuffer bytes) throws IOException, ClassNotFoundException {
    try (InputStream stream = Codec.inputStream(bytes);
        Input input = new Input(stream)) {
      input.setObjectInputFilter(filter);
      return input.readObject();
    }
  }

  private static final class Output extends ObjectOutputStream {
    private boolean isFirst = true;

    private boolean isStateless;

    Output(OutputStream out) throws IOException {
      super(out);
      enableReplaceObject(true);
    }

    boolean isStateless() {
      return isStateless;
    }

    @Override
    protected Object replaceObject(Object object) {
      if (isFirst) {
        isFirst = false;
        isStateless = object instanceof SerializedLambda
            && ((SerializedLambda) object).getCapturedArgCount() == 0;
      }
      if (object instanceof SharedQueue) {
        SharedQueue<?> queue = (SharedQueue<?>) object;
        return new QueueReference(queue.handle(), queue.codec());
      }
      return object;
    }
  }

  private final class Input extends ObjectInputStream {
    Input(InputStream in) throws IOException {
      super(in);
      enableResolveObject(true);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader application = Thread.currentThread().getContextClassLoader();
      try {
        return Class.forName(description.getName(), false, application);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
      return object instanceof QueueReference
          ? queues.open((QueueReference) object, filter)
          : object;
    }
  }
}

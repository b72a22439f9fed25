/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Window;
import io.shmq.jfr.Wait;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Messages that a callback writes or reads where they lie in the queue.
 *
 * <p>Only long ones really: to copy a short one costs less than to make a buffer for its place that
 * can be taken out of use. Copied are also the messages of bindings without such buffers.
 */
final class InPlace {
  private final Endpoint endpoint;
  private final Binding binding;
  private final long handle;

  InPlace(Endpoint endpoint) {
    this.endpoint = endpoint;
    binding = endpoint.binding();
    handle = endpoint.handle();
  }

  /**
   * Puts a message that a callback writes.
   *
   * @param length length of the message in bytes
   * @param timeout longest wait for room in nanoseconds
   */
  void put(int length, Consumer<ByteBuffer> writer, long timeout) throws InterruptedException {
    Scratch scratch = Scratch.take();
    try {
      // A virtual thread may come back from the callback in another thread of the system than the
      // one that has the lock.
      if (isCopied(length) || VirtualThreads.isCurrent()) {
        putCopied(scratch, length, writer, timeout);
      } else {
        putThere(scratch, length, writer, timeout);
      }
    } finally {
      scratch.release();
    }
  }

  private boolean isCopied(int length) {
    return length <= Scratch.SMALL || !binding.hasWindows();
  }

  private void putCopied(Scratch scratch, int length, Consumer<ByteBuffer> writer, long timeout)
      throws InterruptedException {
    ByteBuffer message = scratch.writer().reserve(length);
    message.limit(length);
    writer.accept(message);
    message.clear().position(length);
    if (!endpoint.put(scratch, timeout)) {
      throw new InterruptedException();
    }
  }

  private void putThere(Scratch scratch, int length, Consumer<ByteBuffer> writer, long timeout)
      throws InterruptedException {
    DirectMemory out = scratch.pointer();
    long pointer = out.address(binding);
    long result = endpoint
        .events()
        .measured(
            "put",
            () -> Waiting.until(nanos -> binding.reserve(handle, length, pointer, nanos), timeout));
    endpoint.checkPut(result, length, timeout);
    boolean isWritten = false;
    endpoint.setWriter(Thread.currentThread());
    try (Window window = binding.window(out.buffer().getLong(0), length)) {
      writer.accept(window.buffer());
      isWritten = true;
    } finally {
      endpoint.setWriter(null);
      if (!isWritten) {
        binding.abort(handle);
      }
    }
    endpoint.checkPut(binding.commit(handle, length), length, timeout);
  }

  /**
   * Takes a message that a callback reads, and returns what the callback returns.
   *
   * @param timeout longest wait for a message in nanoseconds
   */
  <R> R get(Function<ByteBuffer, R> reader, long timeout) throws InterruptedException {
    Wait wait = endpoint.events().expect("get");
    try {
      // The lock is held while the callback runs, and belongs to a thread of the system.
      return VirtualThreads.isCurrent()
          ? VirtualThreads.call(() -> getThere(reader, timeout, wait))
          : getThere(reader, timeout, wait);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      wait.commit();
    }
  }

  private <R> R getThere(Function<ByteBuffer, R> reader, long timeout, Wait wait)
      throws InterruptedException {
    Scratch scratch = Scratch.take();
    try {
      DirectMemory out = scratch.pointer();
      long pointer = out.address(binding);
      long length = endpoint.checkGet(
          wait.measure(() -> Waiting.until(nanos -> binding.peek(handle, pointer, nanos), timeout)),
          timeout);
      R value;
      boolean isRead = false;
      endpoint.setReader(Thread.currentThread());
      try {
        value = read(scratch, out.buffer().getLong(0), length, reader);
        isRead = true;
      } finally {
        endpoint.setReader(null);
        if (!isRead) {
          binding.release(handle);
        }
      }
      endpoint.checkGet(binding.consume(handle), timeout);
      return value;
    } finally {
      scratch.release();
    }
  }

  private <R> R read(Scratch scratch, long address, long length, Function<ByteBuffer, R> reader) {
    int size = endpoint.failures().javaLength(length);
    if (size <= Scratch.SMALL) {
      binding.copy(address, scratch.small(), 0, size);
      return reader.apply(scratch.smallReadOnly(size));
    }
    if (!binding.hasWindows()) {
      byte[] copy = new byte[size];
      binding.copy(address, copy, 0, size);
      return reader.apply(ByteBuffer.wrap(copy).asReadOnlyBuffer());
    }
    try (Window window = binding.window(address, size)) {
      return reader.apply(window.buffer().asReadOnlyBuffer());
    }
  }
}

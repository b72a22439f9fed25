/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static io.shmq.tests.CallStand.BAD_TIMEOUT;
import static io.shmq.tests.CallStand.TOO_LONG;
import static io.shmq.tests.CallStand.expect;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import io.shmq.internal.Window;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The calls that bring messages in and out: each argument with a value of its own, each effect seen. */
final class MessageCalls {
  /** A timeout in nanoseconds that passes at once. */
  private static final long SHORT = 1000;

  private final CallStand stand;
  private final Binding binding;

  MessageCalls(CallStand stand) {
    this.stand = stand;
    binding = stand.binding();
  }

  void check() {
    putAndGet();
    tryPutAndTryGet();
    putMany();
    getMany();
    scanAndRemove();
    reserveAndCommit();
    peekAndConsume();
  }

  private void putAndGet() {
    long queue = stand.queue(1);
    OffHeap text = OffHeap.ofText(binding, "put and get");
    OffHeap room = OffHeap.ofSize(binding, 64);
    expect("put", 0, binding.put(queue, text.address(), text.size(), 0));
    expect("put", -Errno.EAGAIN, binding.put(queue, text.address(), text.size(), 0));
    expect("put", -Errno.ETIMEDOUT, binding.put(queue, text.address(), text.size(), SHORT));
    expect("put", -Errno.EINVAL, binding.put(queue, text.address(), text.size(), BAD_TIMEOUT));
    expect("put", -Errno.EMSGSIZE, binding.put(queue, text.address(), text.size() + TOO_LONG, 0));

    expect("get", 11, binding.get(queue, room.address(), 10, 0));
    expect("get", -Errno.EINVAL, binding.get(queue, room.address(), room.size(), BAD_TIMEOUT));
    expect("untouched", 0, room.memory().get(0));
    expect("get", 11, binding.get(queue, room.address() + 3, TOO_LONG, 0));
    expect("got", "put and get", room.text(3, 11));
    expect("get", -Errno.EAGAIN, binding.get(queue, room.address(), room.size(), 0));
    expect("get", -Errno.ETIMEDOUT, binding.get(queue, room.address(), room.size(), SHORT));
    stand.close(queue);
  }

  private void tryPutAndTryGet() {
    long queue = stand.queue(1);
    byte[] array = {0, 1, 2, 3, 4, 5, 6, 7};
    expect("tryPut", 0, binding.tryPut(queue, array, 2, 5));
    expect("tryPut", -Errno.EAGAIN, binding.tryPut(queue, array, 2, 5));

    byte[] room = new byte[10];
    expect("tryGet", 5, binding.tryGet(queue, room, 1, 4));
    expect("untouched", 0, room[1]);
    expect("tryGet", 5, binding.tryGet(queue, room, 1, 8));
    byte[] expected = {0, 2, 3, 4, 5, 6, 0, 0, 0, 0};
    expect("got", Arrays.toString(expected), Arrays.toString(room));
    expect("tryGet", -Errno.EAGAIN, binding.tryGet(queue, room, 1, 8));

    byte[] longest = new byte[Binding.ARRAY_MAX + 1];
    longest[Binding.ARRAY_MAX] = 42;
    expect("tryPut", 0, binding.tryPut(queue, longest, 1, Binding.ARRAY_MAX));
    byte[] back = new byte[Binding.ARRAY_MAX];
    expect("tryGet", Binding.ARRAY_MAX, binding.tryGet(queue, back, 0, Binding.ARRAY_MAX));
    expect("last byte", 42, back[Binding.ARRAY_MAX - 1]);
    stand.close(queue);
  }

  private void putMany() {
    long queue = stand.queue(3);
    OffHeap[] texts = {
      OffHeap.ofText(binding, "a"),
      OffHeap.ofText(binding, ""),
      OffHeap.ofText(binding, "three"),
      OffHeap.ofText(binding, "fourth")
    };
    // Each struct iovec is an address and a length.
    OffHeap messages = OffHeap.ofSize(binding, (texts.length + 1) * 2 * Long.BYTES);
    for (int i = 0; i < texts.length; i++) {
      int offset = i * 2 * Long.BYTES;
      messages.memory().putLong(offset, texts[i].address());
      messages.memory().putLong(offset + Long.BYTES, texts[i].size());
    }
    // C looks no further than a message that is too long.
    messages.memory().putLong(messages.memory().capacity() - Long.BYTES, TOO_LONG);
    expect("putMany", -Errno.EINVAL, binding.putMany(queue, messages.address(), 0, 0));
    expect("putMany", -Errno.EINVAL, binding.putMany(queue, messages.address(), 2, BAD_TIMEOUT));
    expect("putMany", 2, binding.putMany(queue, messages.address(), 2, 0));
    long third = messages.address() + 2 * 2 * Long.BYTES;
    expect("putMany", 1, binding.putMany(queue, third, TOO_LONG, 0));
    expect("putMany", -Errno.EAGAIN, binding.putMany(queue, messages.address(), 2, 0));
    expect("putMany", -Errno.ETIMEDOUT, binding.putMany(queue, messages.address(), 2, SHORT));
    stand.expectMessage(queue, "a");
    stand.expectMessage(queue, "");
    stand.expectMessage(queue, "three");
    stand.close(queue);
  }

  private void getMany() {
    long queue = stand.queue(0);
    for (String text : new String[] {"one", "three", "fourth", "12345678"}) {
      stand.put(queue, text);
    }
    OffHeap room = OffHeap.ofSize(binding, 64);
    OffHeap lengths = OffHeap.ofSize(binding, 16);
    expect("getMany", -Errno.EMSGSIZE, getMany(queue, room, 2, lengths, 3, 0));
    expect("length", 3, lengths.memory().getInt(0));
    expect("getMany", -Errno.EINVAL, getMany(queue, room, 64, lengths, 0, 0));
    expect("getMany", -Errno.EINVAL, getMany(queue, room, 64, lengths, 3, BAD_TIMEOUT));
    expect("getMany", 2, getMany(queue, room, 64, lengths, 2, 0));
    expect("got", "onethree", room.text(0, 8));
    expect("length", 3, lengths.memory().getInt(0));
    expect("length", 5, lengths.memory().getInt(4));
    expect("untouched", 0, lengths.memory().getInt(8));
    // Room for more than the third, but not for the fourth as well.
    expect("getMany", 1, getMany(queue, room, 7, lengths, 3, 0));
    expect("got", "fourth", room.text(0, 6));
    expect("getMany", 1, getMany(queue, room, TOO_LONG, lengths, TOO_LONG, 0));
    expect("got", "12345678", room.text(0, 8));
    expect("getMany", -Errno.EAGAIN, getMany(queue, room, 64, lengths, 3, 0));
    expect("getMany", -Errno.ETIMEDOUT, getMany(queue, room, 64, lengths, 3, SHORT));
    stand.close(queue);
  }

  private long getMany(
      long queue, OffHeap room, long capacity, OffHeap lengths, long maxCount, long timeout) {
    return binding.getMany(queue, room.address(), capacity, lengths.address(), maxCount, timeout);
  }

  private void scanAndRemove() {
    long queue = stand.queue(0);
    for (String text : new String[] {"one", "three", "fourth"}) {
      stand.put(queue, text);
    }
    OffHeap position = OffHeap.ofSize(binding, 8);
    OffHeap room = OffHeap.ofSize(binding, 64);
    OffHeap lengths = OffHeap.ofSize(binding, 16);
    OffHeap positions = OffHeap.ofSize(binding, 24);
    expect("scan", -Errno.EMSGSIZE, scan(queue, position, room, 2, lengths, positions, 3, 0));
    expect("scan", -Errno.EINVAL, scan(queue, position, room, 64, lengths, positions, 0, 0));
    expect(
        "scan", -Errno.EINVAL, scan(queue, position, room, 64, lengths, positions, 3, BAD_TIMEOUT));
    expect("scan", 2, scan(queue, position, room, TOO_LONG, lengths, positions, 2, 0));
    expect("seen", "onethree", room.text(0, 8));
    expect("length", 3, lengths.memory().getInt(0));
    expect("length", 5, lengths.memory().getInt(4));
    expect("untouched", 0, positions.memory().getLong(16));
    expect("scan", 1, scan(queue, position, room, 64, lengths, positions, TOO_LONG, SHORT));
    expect("seen", "fourth", room.text(0, 6));
    expect("scan", 0, scan(queue, position, room, 64, lengths, positions, 3, 0));
    long second = positions.memory().getLong(8);
    expect("remove", -Errno.EINVAL, binding.remove(queue, second + TOO_LONG, 0));
    expect("remove", -Errno.EINVAL, binding.remove(queue, second, BAD_TIMEOUT));
    expect("remove", 1, binding.remove(queue, second, 0));
    expect("remove", 0, binding.remove(queue, second, SHORT));
    stand.expectMessage(queue, "one");
    stand.expectMessage(queue, "fourth");
    expect("qsize", 0, binding.qsize(queue));
    stand.close(queue);
  }

  private long scan(
      long queue,
      OffHeap position,
      OffHeap room,
      long capacity,
      OffHeap lengths,
      OffHeap positions,
      long maxCount,
      long timeout) {
    return binding.scan(
        queue,
        position.address(),
        room.address(),
        capacity,
        lengths.address(),
        positions.address(),
        maxCount,
        timeout);
  }

  /** What lies in the queue itself is written with a get from another queue. */
  private void reserveAndCommit() {
    long queue = stand.queue(1);
    long source = stand.queue(0);
    OffHeap data = OffHeap.ofSize(binding, Long.BYTES);
    expect("commit", -Errno.EPERM, binding.commit(queue, 5));
    expect("abort", -Errno.EPERM, binding.abort(queue));
    expect("reserve", -Errno.EINVAL, binding.reserve(queue, 24, data.address(), BAD_TIMEOUT));
    expect("reserve", -Errno.EMSGSIZE, binding.reserve(queue, 24 + TOO_LONG, data.address(), 0));
    expect("untouched", 0, data.memory().getLong(0));

    expect("reserve", 0, binding.reserve(queue, 24, data.address(), 0));
    long reserved = data.memory().getLong(0);
    expect("address is a multiple of 8", reserved != 0 && reserved % 8 == 0);
    stand.put(source, "reserved");
    expect("get", 8, binding.get(source, reserved, 24, 0));
    expect("commit", -Errno.EMSGSIZE, binding.commit(queue, 25));
    expect("commit", -Errno.EMSGSIZE, binding.commit(queue, 8 + TOO_LONG));
    expect("check", -Errno.EDEADLK, binding.check(queue));
    expect("shutdown", -Errno.EDEADLK, binding.shutdown(queue, 0));
    expect("commit", 0, binding.commit(queue, 8));
    expect("reserve", -Errno.EAGAIN, binding.reserve(queue, 24, data.address(), 0));
    expect("reserve", -Errno.ETIMEDOUT, binding.reserve(queue, 24, data.address(), SHORT));
    stand.expectMessage(queue, "reserved");

    expect("reserve", 0, binding.reserve(queue, 24, data.address(), 0));
    expect("abort", 0, binding.abort(queue));
    expect("qsize", 0, binding.qsize(queue));
    stand.close(source);
    stand.close(queue);
  }

  /** What lies in the queue itself is read with a put to another queue. */
  private void peekAndConsume() {
    long queue = stand.queue(0);
    long sink = stand.queue(0);
    OffHeap data = OffHeap.ofSize(binding, Long.BYTES);
    expect("consume", -Errno.EPERM, binding.consume(queue));
    expect("release", -Errno.EPERM, binding.release(queue));
    expect("peek", -Errno.EAGAIN, binding.peek(queue, data.address(), 0));
    expect("peek", -Errno.ETIMEDOUT, binding.peek(queue, data.address(), SHORT));
    expect("peek", -Errno.EINVAL, binding.peek(queue, data.address(), BAD_TIMEOUT));
    expect("untouched", 0, data.memory().getLong(0));

    stand.put(queue, "peeked at");
    expect("peek", 9, binding.peek(queue, data.address(), 0));
    copyAndWindow(data.memory().getLong(0));
    expect("put", 0, binding.put(sink, data.memory().getLong(0), 9, 0));
    stand.expectMessage(sink, "peeked at");
    expect("release", 0, binding.release(queue));
    expect("qsize", 1, binding.qsize(queue));
    expect("peek", 9, binding.peek(queue, data.address(), SHORT));
    expect("consume", 0, binding.consume(queue));
    expect("qsize", 0, binding.qsize(queue));
    stand.close(sink);
    stand.close(queue);
  }

  /** Reads the message of {@link #peekAndConsume} where it lies. */
  private void copyAndWindow(long address) {
    byte[] copy = new byte[8];
    binding.copy(address + 2, copy, 1, 6);
    expect("copy", "\0eked a\0", new String(copy, StandardCharsets.US_ASCII));
    if (!binding.hasWindows()) {
      try (Window window = binding.window(address, 9)) {
        throw new AssertionError("window: " + window);
      } catch (UnsupportedOperationException e) {
        return;
      }
    }
    ByteBuffer buffer;
    try (Window window = binding.window(address + 2, 6)) {
      buffer = window.buffer();
      expect("window", "eked a", StandardCharsets.US_ASCII.decode(buffer).toString());
      expect("limit", 6, buffer.limit());
    }
    try {
      buffer.get(0);
    } catch (IllegalStateException e) {
      return;
    }
    throw new AssertionError("The window is closed, but its buffer is not.");
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one thread called, with the times. In a file it is what the process has done up to its death,
 * since the file is written through a mapping.
 *
 * <p>The clock, {@code System.nanoTime}, is one for all processes of the host. A stamp is taken before
 * the call and after its return, with a barrier between, so that nothing of the call is done outside
 * of its stamps, by whichever processor, in whichever order.
 *
 * <pre>
 *   0  8  begin     0: the slot is free
 *   8  8  end       0: the call has not returned
 *  16 24  operation kind, number of arguments, arguments
 *  40 24  result    outcome, number of values, values
 * </pre>
 */
public final class Log {
  /** The most arguments and values of a call. */
  public static final int MAX_VALUES = 4;

  private static final int SLOT = 64;
  private static final int END = 8;
  private static final int OPERATION = 16;
  private static final int RESULT = 40;

  private final ByteBuffer slots;

  private Log(ByteBuffer slots) {
    this.slots = slots;
  }

  /** Returns an empty log in memory, for so many calls. */
  public static Log inMemory(int calls) {
    return new Log(ByteBuffer.allocate(calls * SLOT));
  }

  /** Returns an empty log in a file, for so many calls. */
  public static Log toFile(Path file, int calls) throws IOException {
    return new Log(map(file, MapMode.READ_WRITE, (long) calls * SLOT));
  }

  /** Returns a log in a file that another process has written, or still does. */
  public static Log fromFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new Log(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  private static ByteBuffer map(Path file, MapMode mode, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(mode, 0, size);
    }
  }

  /** Returns true if more than so many calls have begun. */
  public boolean hasMoreThan(int calls) {
    return slots.getLong(calls * SLOT) != 0;
  }

  /** Makes a call and records it. */
  public Result record(Operation operation, Function<Operation, Result> subject) {
    int slot = slots.position();
    write(slot + OPERATION, operation.kind().ordinal(), operation.arguments());
    VarHandle.releaseFence();
    slots.putLong(slot, System.nanoTime());
    VarHandle.fullFence();
    Result result = subject.apply(operation);
    VarHandle.fullFence();
    long end = System.nanoTime();
    write(slot + RESULT, result.outcome().ordinal(), result.values());
    VarHandle.releaseFence();
    slots.putLong(slot + END, end);
    slots.position(slot + SLOT);
    return result;
  }

  /** Returns the calls so far. */
  public List<Call<QueueState>> calls() {
    List<Call<QueueState>> calls = new ArrayList<>();
    for (int slot = 0; slot < slots.limit() && slots.getLong(slot) != 0; slot += SLOT) {
      long begin = slots.getLong(slot);
      long end = slots.getLong(slot + END);
      Operation operation = new Operation(
          Operation.Kind.values()[slots.getInt(slot + OPERATION)], values(slot + OPERATION));
      calls.add(
          end == 0
              ? Promises.cutOff(operation, begin)
              : Promises.returned(operation, result(slot), begin, end));
    }
    return calls;
  }

  private Result result(int slot) {
    return new Result(Result.Outcome.values()[slots.getInt(slot + RESULT)], values(slot + RESULT));
  }

  private void write(int offset, int tag, List<Integer> values) {
    if (values.size() > MAX_VALUES) {
      throw new IllegalArgumentException("Too many values for the log: " + values);
    }
    slots.putInt(offset, tag).putInt(offset + Integer.BYTES, values.size());
    for (int i = 0; i < values.size(); i++) {
      slots.putInt(offset + (2 + i) * Integer.BYTES, values.get(i));
    }
  }

  private List<Integer> values(int offset) {
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < slots.getInt(offset + Integer.BYTES); i++) {
      values.add(slots.getInt(offset + (2 + i) * Integer.BYTES));
    }
    return values;
  }
}

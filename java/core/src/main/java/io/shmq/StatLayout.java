/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/** Where the members of {@code struct shmq_stat} are, in bytes, as {@code shmq.h} lays it out. */
final class StatLayout {
  /** Size of the whole. */
  private static final int LENGTH = 176;

  private static final int SIZE = 0;
  private static final int SHUTDOWN = 4;
  private static final int CLAIMED = 8;
  private static final int ATTACHED = 12;
  private static final int MAX_MESSAGES = 16;
  private static final int MAX_BYTES = 24;
  private static final int MESSAGES = 32;
  private static final int BYTES = 40;
  private static final int MOST_MESSAGES = 48;
  private static final int MOST_BYTES = 56;
  private static final int RESERVED = 64;
  private static final int PUTS = 72;
  private static final int GETS = 80;
  private static final int UNFINISHED = 88;
  private static final int PUT_SLEEPS = 96;
  private static final int PUT_WAKES = 104;
  private static final int GET_SLEEPS = 112;
  private static final int GET_WAKES = 120;
  private static final int SLICE_RESCUES = 128;
  private static final int RECOVERIES = 136;
  private static final int ROLLED_FORWARD = 144;
  private static final int CREATOR_START = 152;
  private static final int CREATOR_PID = 160;
  private static final int DAMAGE = 168;

  private StatLayout() {}

  /** Returns memory outside the heap that is ready for C to fill in. */
  static ByteBuffer allocate() {
    return ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.nativeOrder()).putInt(SIZE, LENGTH);
  }

  /** Reads what C has filled in. */
  static QueueStats read(ByteBuffer memory) {
    return new QueueStats(
        shutdown(memory.getInt(SHUTDOWN)),
        ends(memory.getInt(CLAIMED)),
        memory.getInt(ATTACHED) != 0,
        memory.getLong(MAX_MESSAGES),
        memory.getLong(MAX_BYTES),
        memory.getLong(MESSAGES),
        memory.getLong(BYTES),
        memory.getLong(MOST_MESSAGES),
        memory.getLong(MOST_BYTES),
        memory.getLong(RESERVED),
        memory.getLong(PUTS),
        memory.getLong(GETS),
        memory.getLong(UNFINISHED),
        memory.getLong(PUT_SLEEPS),
        memory.getLong(PUT_WAKES),
        memory.getLong(GET_SLEEPS),
        memory.getLong(GET_WAKES),
        memory.getLong(SLICE_RESCUES),
        memory.getLong(RECOVERIES),
        memory.getLong(ROLLED_FORWARD),
        memory.getLong(CREATOR_START),
        Integer.toUnsignedLong(memory.getInt(CREATOR_PID)),
        memory.getLong(DAMAGE));
  }

  private static QueueStats.Shutdown shutdown(int value) {
    switch (value) {
      case 0:
        return QueueStats.Shutdown.OPEN;
      case 1:
        return QueueStats.Shutdown.DRAINING;
      default:
        return QueueStats.Shutdown.SHUT;
    }
  }

  private static Set<End> ends(int bits) {
    Set<End> ends = EnumSet.noneOf(End.class);
    for (End end : End.values()) {
      if (end.isIn(bits)) {
        ends.add(end);
      }
    }
    return ends;
  }
}

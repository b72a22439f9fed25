/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * What is in a message. It begins with its stamp, which says whose it is and which. Every other word
 * of a short one follows from the stamp. A long one has the stamp at its end, too, and at a place
 * that moves on from message to message, so that all places are met in time: to write and read all of
 * it would measure that.
 */
public final class Content {
  /** The longest message of which every word is written and checked, in bytes. */
  public static final int SHORT = 64;

  /** The shortest that has room for three stamps, in bytes. */
  static final int MIN = 24;

  private static final int WORD = 8;
  private static final int NUMBER_BITS = 48;
  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

  /** Spreads the words' differences over all of their bits: 2 to the 64 over the golden ratio. */
  private static final long SALT = 0x9E3779B97F4A7C15L;

  /** Steps from one moving place to the next, in words: a prime, so that it meets all of them. */
  private static final int STEP = 7919;

  private Content() {}

  /** Returns the stamp of a producer's message. */
  static long stamp(int producer, long number) {
    return ((long) producer << NUMBER_BITS) | number;
  }

  /** Returns the producer of a stamp. */
  static int producer(long stamp) {
    return (int) (stamp >> NUMBER_BITS);
  }

  /** Returns the number of a stamp. */
  static long number(long stamp) {
    return stamp & NUMBER_MASK;
  }

  /**
   * Writes a message over the one before it.
   *
   * @param message where to
   * @param length its length in bytes
   * @param stamp its stamp
   */
  public static void write(Message message, int length, long stamp) {
    message.word(0, stamp);
    if (length <= SHORT) {
      for (int offset = WORD; offset < length; offset += WORD) {
        message.word(offset, stamp ^ offset * SALT);
      }
    } else {
      message.word(moving(length, stamp), stamp);
      message.word(length - WORD, stamp);
    }
  }

  /** Returns true if a message is what its stamp says. */
  static boolean isWhole(Message message, int length, long stamp) {
    long difference = 0;
    if (length <= SHORT) {
      for (int offset = WORD; offset < length; offset += WORD) {
        difference |= message.word(offset) ^ stamp ^ offset * SALT;
      }
    } else {
      difference =
          (message.word(moving(length, stamp)) ^ stamp) | (message.word(length - WORD) ^ stamp);
    }
    return difference == 0;
  }

  /** Returns the offset of the word between the first and the last that has the stamp. */
  private static int moving(int length, long stamp) {
    int between = length / WORD - 2;
    return WORD + (int) (number(stamp) * STEP % between) * WORD;
  }
}

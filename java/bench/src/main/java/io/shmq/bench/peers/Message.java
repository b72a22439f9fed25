/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** The bytes of one message, wherever a system keeps them, as 64-bit words in the machine's order. */
public interface Message {
  /**
   * Returns a word.
   *
   * @param offset its place in bytes from the message's beginning
   * @return the word
   */
  long word(int offset);

  /**
   * Sets a word.
   *
   * @param offset its place in bytes from the message's beginning
   * @param word the word
   */
  void word(int offset, long word);
}

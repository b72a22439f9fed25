/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Texts of which some cannot be decoded, with something that happens whenever one is. */
final class HookedCodec implements Codec<String> {
  /** What no process can decode. */
  static final String UNDECODABLE = "undecodable";

  private Runnable hook = () -> {};

  /** Sets what happens just before a message is decoded. */
  void beforeDecoding(Runnable action) {
    hook = action;
  }

  @Override
  public void encode(String element, MessageWriter out) {
    Codec.utf8().encode(element, out);
  }

  @Override
  public String decode(ByteBuffer message) {
    hook.run();
    String text = Codec.utf8().decode(message);
    if (text.equals(UNDECODABLE)) {
      throw new CodecException(text);
    }
    return text;
  }
}

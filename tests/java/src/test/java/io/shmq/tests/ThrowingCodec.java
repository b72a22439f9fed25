/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Throws for the elements "bad in" and "bad out", on the way that they say. */
record ThrowingCodec(Throwable failure) implements Codec<String> {
  static final String IN = "bad in";
  static final String OUT = "bad out";

  /** Makes it return null for {@link #OUT}. */
  static ThrowingCodec returningNull() {
    return new ThrowingCodec(null);
  }

  @Override
  public void encode(String element, MessageWriter out) {
    // A part of the message is written before.
    Codec.utf8().encode(element, out);
    if (element.equals(IN)) {
      ThrowingCodec.<RuntimeException>raise(failure);
    }
  }

  @Override
  public String decode(ByteBuffer message) {
    String element = Codec.utf8().decode(message);
    if (!element.equals(OUT)) {
      return element;
    }
    if (failure != null) {
      ThrowingCodec.<RuntimeException>raise(failure);
    }
    return null;
  }

  /** Throws anything, as code in other languages than Java does. */
  @SuppressWarnings("unchecked") // the type parameter deceives the compiler
  private static <T extends Throwable> void raise(Throwable failure) throws T {
    throw (T) failure;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.checkerframework.checker.index.qual.IndexOrHigh;

/** Strings in UTF-8, without replacement characters; see {@link Codec#utf8}. */
final class Utf8Codec implements Codec<String>, Serializable {
  private static final long serialVersionUID = 1L;

  static final Utf8Codec INSTANCE = new Utf8Codec();

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8Codec() {}

  @Override
  public void encode(String element, MessageWriter out) {
    int length = Utf8.length(element);
    ByteBuffer buffer = out.reserve(length);
    byte[] array = buffer.array();
    Utf8.encode(element, length, array, start(buffer, array));
    buffer.position(buffer.position() + length);
  }

  /** Returns the index in a buffer's array of the byte at the buffer's position. */
  @SuppressWarnings("index") // a buffer lies within its array
  private static @IndexOrHigh("#2") int start(ByteBuffer buffer, byte[] array) {
    return buffer.arrayOffset() + buffer.position();
  }

  @Override
  public String decode(ByteBuffer message) {
    String element = lenient(message);
    // The JDK's fast decoder puts this character in place of what is no UTF-8, but it may also have
    // been sent: only then the slow decoder has to tell.
    return element.indexOf(REPLACEMENT) < 0 ? element : strict(message);
  }

  private static String lenient(ByteBuffer message) {
    int length = message.remaining();
    if (message.hasArray()) {
      byte[] array = message.array();
      @SuppressWarnings("index") // a buffer lies within its array
      String element = new String(array, start(message, array), length, StandardCharsets.UTF_8);
      return element;
    }
    byte[] copy = new byte[length];
    message.get(message.position(), copy);
    return new String(copy, StandardCharsets.UTF_8);
  }

  private static String strict(ByteBuffer message) {
    int length = message.remaining();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(message).toString();
    } catch (CharacterCodingException e) {
      throw new CodecException("The message is not valid UTF-8 (length="
          + length
          + " bytes, offset="
          + (length - message.remaining())
          + "): have its producer send UTF-8, or take it with Codec.bytes().");
    }
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public String toString() {
    return "Codec.utf8()";
  }
}

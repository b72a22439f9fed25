/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings in UTF-8, without replacement characters; see {@link Codec#utf8}. */
final class Utf8Codec implements Codec<String> {
  static final Utf8Codec INSTANCE = new Utf8Codec();

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8Codec() {}

  @Override
  public void encode(String element, MessageWriter out) {
    int length = Utf8.length(element);
    ByteBuffer buffer = out.reserve(length);
    int position = buffer.position();
    Utf8.encode(element, length, buffer.array(), buffer.arrayOffset() + position);
    buffer.position(position + length);
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
      int offset = message.arrayOffset() + message.position();
      return new String(message.array(), offset, length, StandardCharsets.UTF_8);
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

  @Override
  public String toString() {
    return "Codec.utf8()";
  }
}

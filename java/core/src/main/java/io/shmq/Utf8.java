/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import org.checkerframework.checker.index.qual.IndexFor;
import org.checkerframework.checker.index.qual.IndexOrHigh;

/** UTF-8 without garbage: the length first, then the bytes into the caller's array. */
final class Utf8 {
  private Utf8() {}

  /**
   * Returns how many bytes a string takes.
   *
   * @throws CodecException if it has a surrogate without its partner
   * @throws MessageTooLargeException if it takes more bytes than there are in an {@code int}
   */
  static int length(String text) {
    int chars = text.length();
    long bytes = chars;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else if (isPair(text, i)) {
        // Four bytes for two characters.
        bytes += 2;
        i++;
      } else {
        throw new CodecException(
            "The string has a surrogate without its partner, which UTF-8 cannot express (index="
                + i
                + ", char=0x"
                + Integer.toHexString(c)
                + "): correct the string, or put its bytes with Codec.bytes().");
      }
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new MessageTooLargeException(
          "The string takes more bytes than a message from Java can have (length="
              + bytes
              + ", limit="
              + Integer.MAX_VALUE
              + " bytes): send it in parts.");
    }
    return (int) bytes;
  }

  private static boolean isPair(String text, @IndexFor("#1") int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }

  /**
   * Writes a string.
   *
   * @param text string that {@link #length} has accepted
   * @param length what {@link #length} has returned
   * @param array receives the bytes
   * @param offset index of the first byte
   */
  static void encode(String text, int length, byte[] array, @IndexOrHigh("#3") int offset) {
    if (length == text.length()) {
      encodeAscii(text, array, offset);
    } else {
      encodeAny(text, array, offset);
    }
  }

  /** Copies a string of which every character is one byte. */
  @SuppressWarnings("deprecation") // it drops high bytes, of which there are none, but is fast
  private static void encodeAscii(String text, byte[] array, @IndexOrHigh("#2") int offset) {
    text.getBytes(0, text.length(), array, offset);
  }

  @SuppressWarnings("index") // length has counted the bytes, a sum that the checker cannot follow
  private static void encodeAny(String text, byte[] array, int offset) {
    int chars = text.length();
    int at = offset;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        array[at++] = (byte) (c & 0x7F);
      } else if (c < 0x800) {
        array[at++] = (byte) (0xC0 | c >> 6);
        array[at++] = (byte) (0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        array[at++] = (byte) (0xE0 | c >> 12);
        array[at++] = (byte) (0x80 | c >> 6 & 0x3F);
        array[at++] = (byte) (0x80 | c & 0x3F);
      } else {
        int point = Character.toCodePoint(c, text.charAt(++i));
        array[at++] = (byte) (0xF0 | point >> 18);
        array[at++] = (byte) (0x80 | point >> 12 & 0x3F);
        array[at++] = (byte) (0x80 | point >> 6 & 0x3F);
        array[at++] = (byte) (0x80 | point & 0x3F);
      }
    }
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  private static byte[] encode(String text) {
    byte[] bytes = new byte[Utf8.length(text)];
    Utf8.encode(text, bytes.length, bytes, 0);
    return bytes;
  }

  @Test
  void everyCodePointIsEncodedAsTheJdkDoes() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        String text = Character.toString(point);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), encode(text), text);
      }
    }
  }

  @Test
  void mixedTextIsEncodedAsTheJdkDoes() {
    String text = "a\u00e9\u4e2d\ud83d\ude00z".repeat(100);
    assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), encode(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDBFF, 0xDC00, 0xDFFF})
  void surrogateWithoutItsPartnerIsRefusedWithItsIndex(int surrogate) {
    String text = "ab" + (char) surrogate + "c";
    CodecException e = assertThrows(CodecException.class, () -> Utf8.length(text));
    assertTrue(e.getMessage().contains("index=2"), e.getMessage());
  }
}

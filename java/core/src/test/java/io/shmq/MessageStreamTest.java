/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message as a stream, in either kind of buffer. */
class MessageStreamTest {
  private static ByteBuffer message(boolean isDirect, int... bytes) {
    ByteBuffer buffer = isDirect ? ByteBuffer.allocateDirect(10) : ByteBuffer.allocate(10);
    buffer.position(2);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.flip().position(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytesComeFromThePositionToTheLimit(boolean isDirect) throws IOException {
    ByteBuffer message = message(isDirect, 0xFF, 1, 2, 3);
    InputStream stream = Codec.inputStream(message);
    assertEquals(4, stream.available());
    assertEquals(0xFF, stream.read());
    assertEquals(1, stream.skip(1));
    byte[] rest = new byte[5];
    assertEquals(2, stream.read(rest, 1, 4));
    assertArrayEquals(new byte[] {0, 2, 3, 0, 0}, rest);
    assertEquals(message.limit(), message.position());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endIsTheEndHoweverOneReads(boolean isDirect) throws IOException {
    InputStream stream = Codec.inputStream(message(isDirect));
    assertEquals(0, stream.available());
    assertEquals(-1, stream.read());
    assertEquals(-1, stream.read(new byte[3]));
    assertEquals(0, stream.read(new byte[3], 0, 0));
    assertEquals(0, stream.skip(5));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void skipStaysInTheMessage(boolean isDirect) throws IOException {
    ByteBuffer message = message(isDirect, 1, 2);
    InputStream stream = Codec.inputStream(message);
    assertEquals(0, stream.skip(-1));
    assertEquals(2, stream.skip(Long.MAX_VALUE));
    assertThrows(IndexOutOfBoundsException.class, () -> stream.read(new byte[2], 1, 2));
  }
}

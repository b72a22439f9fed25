/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private final byte[] memory = new byte[16];
  private final MessageWriter writer = new MessageWriter(memory);

  private byte[] message() {
    return Arrays.copyOfRange(writer.array(), writer.offset(), writer.offset() + writer.length());
  }

  @Test
  void newMessageHasNoBytes() {
    assertEquals(0, writer.length());
  }

  @Test
  void smallMessageStaysInTheMemoryGiven() {
    writer.reserve(3).put(new byte[] {1, 2, 3});
    assertSame(memory, writer.array());
    assertArrayEquals(new byte[] {1, 2, 3}, message());
  }

  @Test
  void growingKeepsBytesAndOrder() {
    writer.reserve(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1);
    writer.reserve(16).putLong(2).putLong(3);
    assertEquals(24, writer.length());
    assertEquals(1, message()[0]);
    assertEquals(2, message()[8]);
    assertEquals(3, message()[16]);
  }

  @Test
  void wrappedPartOfAnArrayIsTheMessage() {
    byte[] array = {1, 2, 3, 4};
    writer.wrap(array, 1, 2);
    assertSame(array, writer.array());
    assertArrayEquals(new byte[] {2, 3}, message());
  }

  @Test
  void messageIsWrittenOrWrappedNotBoth() {
    writer.wrap(new byte[1], 0, 1);
    assertThrows(IllegalStateException.class, () -> writer.reserve(1));
    assertThrows(IllegalStateException.class, () -> writer.wrap(new byte[1], 0, 1));
    writer.reset(16);
    writer.reserve(1).put((byte) 1);
    assertThrows(IllegalStateException.class, () -> writer.wrap(new byte[1], 0, 1));
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> writer.reserve(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.wrap(new byte[4], 2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.wrap(new byte[4], -1, 1));
  }

  @Test
  void resetForgetsTheMessageAndTheByteOrder() {
    writer.reserve(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1);
    writer.reset(16);
    assertEquals(0, writer.length());
    assertEquals(ByteOrder.BIG_ENDIAN, writer.reserve(0).order());
  }

  @Test
  void resetKeepsALargeBufferUpToTheLimit() {
    writer.reserve(100);
    writer.reset(1000);
    assertTrue(writer.reserve(0).capacity() >= 100);
    writer.reset(50);
    assertSame(memory, writer.reserve(0).array());
  }

  @Test
  void streamWritesBehindWhatIsThereAndGrows() throws IOException {
    writer.reserve(1).put((byte) 1);
    OutputStream stream = writer.outputStream();
    stream.write(0x102);
    stream.write(new byte[] {9, 3, 4, 9}, 1, 2);
    stream.close();
    stream.write(new byte[100]);
    writer.reserve(1).put((byte) 5);
    byte[] expected = new byte[105];
    System.arraycopy(new byte[] {1, 2, 3, 4}, 0, expected, 0, 4);
    expected[104] = 5;
    assertArrayEquals(expected, message());
  }

  @Test
  void streamIsTheSameForEveryMessage() throws IOException {
    OutputStream stream = writer.outputStream();
    stream.write(1);
    writer.reset(16);
    assertSame(stream, writer.outputStream());
    stream.write(2);
    assertArrayEquals(new byte[] {2}, message());
  }

  @Test
  void streamAndArrayExcludeEachOther() throws IOException {
    writer.wrap(new byte[1], 0, 1);
    OutputStream stream = writer.outputStream();
    assertThrows(IllegalStateException.class, () -> stream.write(1));
    writer.reset(16);
    stream.write(1);
    assertThrows(IllegalStateException.class, () -> writer.wrap(new byte[1], 0, 1));
  }

  @Test
  void messageLongerThanAnArrayIsRefusedWithBothFigures() {
    writer.reserve(1).put((byte) 1);
    MessageTooLargeException e =
        assertThrows(MessageTooLargeException.class, () -> writer.reserve(Integer.MAX_VALUE));
    assertTrue(e.getMessage().contains("length=2147483648, limit=2147483639"), e.getMessage());
    assertEquals(1, writer.length());
  }
}

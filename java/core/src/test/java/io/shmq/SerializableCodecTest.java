/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerializableCodecTest {
  private static final ObjectInputFilter ALL = ObjectInputFilter.Config.createFilter("*");

  private static ByteBuffer encoded(Object element) {
    MessageWriter writer = new MessageWriter(new byte[16]);
    Codec.ofSerializable(Object.class, ALL).encode(element, writer);
    return ByteBuffer.wrap(writer.array(), writer.offset(), writer.length());
  }

  private record Point(int x, int[] rest) implements Serializable {}

  @Test
  void objectsComeBackEqualWhateverTheirSize() {
    Codec<Object> codec = Codec.ofSerializable(Object.class, ALL);
    assertEquals("text", codec.decode(encoded("text")));
    List<Object> list = new ArrayList<>(List.of(1, 'c', "x".repeat(100_000), int.class));
    assertEquals(list, codec.decode(encoded(list)));
    Point point = (Point) codec.decode(encoded(new Point(7, new int[] {1, 2})));
    assertEquals(7, point.x());
    assertEquals(2, point.rest().length);
  }

  @Test
  void classThatTheFilterRejectsIsNamed() {
    Codec<Object> codec =
        Codec.ofSerializable(Object.class, ObjectInputFilter.Config.createFilter("java.lang.*;!*"));
    assertEquals(5, codec.decode(encoded(5)));
    CodecException e =
        assertThrows(CodecException.class, () -> codec.decode(encoded(new ArrayList<>())));
    assertTrue(e.getMessage().contains("filter"), e.getMessage());
  }

  @Test
  void objectOfAnotherTypeIsRefusedWithBoth() {
    Codec<Integer> codec = Codec.ofSerializable(Integer.class, ALL);
    CodecException e = assertThrows(CodecException.class, () -> codec.decode(encoded("text")));
    assertTrue(
        e.getMessage().contains("class=java.lang.String, expected=java.lang.Integer"),
        e.getMessage());
  }

  @Test
  void bytesThatAreNoObjectAreRefused() {
    Codec<Object> codec = Codec.ofSerializable(Object.class, ALL);
    CodecException e =
        assertThrows(CodecException.class, () -> codec.decode(ByteBuffer.wrap(new byte[3])));
    assertTrue(e.getMessage().contains("length=3 bytes"), e.getMessage());
    ByteBuffer cut = encoded("a text of some length");
    cut.limit(cut.limit() - 1);
    assertThrows(CodecException.class, () -> codec.decode(cut));
  }

  @Test
  void elementThatIsNotSerializableIsNamed() {
    CodecException e = assertThrows(CodecException.class, () -> encoded(new Object()));
    assertTrue(e.getMessage().contains("class=java.lang.Object"), e.getMessage());
    assertEquals(NotSerializableException.class, e.getCause().getClass());
  }

  @Test
  void filterIsRequired() {
    assertThrows(NullPointerException.class, () -> Codec.ofSerializable(String.class, null));
  }
}

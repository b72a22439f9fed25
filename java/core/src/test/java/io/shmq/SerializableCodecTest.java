/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private enum Color {
    RED {
      @Override
      int value() {
        return 1;
      }
    };

    abstract int value();
  }

  @Test
  void arraysEnumsAndPrimitiveTypesComeBackAsTheyWere() {
    Codec<Object> codec = Codec.ofSerializable(Object.class, ALL);
    assertArrayEquals(new String[][] {{"a"}, {}}, (String[][])
        codec.decode(encoded(new String[][] {{"a"}, {}})));
    assertArrayEquals(new long[] {1, 2}, (long[]) codec.decode(encoded(new long[] {1, 2})));
    assertSame(Color.RED, codec.decode(encoded(Color.RED)));
    for (Class<?> type : List.of(int.class, void.class, long[].class, Color.class)) {
      assertSame(type, codec.decode(encoded(type)));
    }
  }

  @Test
  void objectIsReadWhereverItsBytesAre() {
    ByteBuffer heap = encoded("text".repeat(1000));
    ByteBuffer direct = ByteBuffer.allocateDirect(heap.remaining() + 5).position(5);
    direct.put(heap).flip().position(5);
    assertEquals("text".repeat(1000), Codec.ofSerializable(String.class, ALL).decode(direct));
  }

  private static CodecException rejection(ObjectInputFilter filter, Object element) {
    Codec<Object> codec = Codec.ofSerializable(Object.class, filter);
    return assertThrows(CodecException.class, () -> codec.decode(encoded(element)));
  }

  private static void assertNamed(String expected, CodecException e) {
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void whatTheFilterRejectsIsNamed() {
    ObjectInputFilter filter =
        ObjectInputFilter.Config.createFilter("maxarray=3;maxdepth=2;java.lang.*;!*");
    assertEquals(5, Codec.ofSerializable(Object.class, filter).decode(encoded(5)));
    assertNamed(
        "The codec's filter rejects what is in the message (class=java.util.ArrayList,",
        rejection(filter, new ArrayList<>()));
    assertNamed("class=[I, arrayLength=4,", rejection(filter, new int[4]));
    assertNamed("depth=3,", rejection(filter, new Object[] {new Object[] {new Object[0]}}));
    assertNamed(
        "class=java.lang.Integer",
        rejection(
            info -> {
              throw new IllegalStateException("broken filter");
            },
            5));
  }

  @Test
  void classOnWhichTheFilterDoesNotDecideIsRejected() {
    ObjectInputFilter filter = ObjectInputFilter.Config.createFilter("java.lang.*");
    assertNamed("class=java.util.ArrayList", rejection(filter, new ArrayList<>()));
    Codec<int[]> codec = Codec.ofSerializable(int[].class, filter);
    assertEquals(2, codec.decode(encoded(new int[2])).length);
  }

  private interface Greeter {
    String greet();
  }

  private record Handler(String text) implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] args) {
      return text;
    }
  }

  private static Object proxy(Class<?> type, Object handler) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (InvocationHandler) handler);
  }

  @Test
  void filterSeesEveryClass() {
    Set<Class<?>> seen = new HashSet<>();
    ObjectInputFilter filter = info -> {
      seen.add(info.serialClass());
      return ObjectInputFilter.Status.ALLOWED;
    };
    Object proxy = proxy(Greeter.class, new Handler("hello"));
    Object element = new Object[] {1, Color.RED, proxy, new Point(1, new int[1]), Plain.class};
    Object[] read = (Object[]) Codec.ofSerializable(Object.class, filter).decode(encoded(element));
    assertEquals("hello", ((Greeter) read[2]).greet());
    Set<Class<?>> expected = Set.of(
        Object[].class,
        Integer.class,
        Number.class,
        Color.class,
        Enum.class,
        Greeter.class,
        read[2].getClass(),
        Handler.class,
        Point.class,
        int[].class,
        Plain.class);
    Set<Class<?>> missing = new HashSet<>(expected);
    missing.removeAll(seen);
    assertEquals(Set.of(), missing);
  }

  @Test
  void interfaceOfAProxyIsRejectedLikeAClass() {
    ObjectInputFilter filter =
        ObjectInputFilter.Config.createFilter("!" + Greeter.class.getName() + ";*");
    assertNamed(
        "class=" + Greeter.class.getName(),
        rejection(filter, proxy(Greeter.class, new Handler("hello"))));
  }

  /** Has a second class by the same name, from another class loader. */
  public static final class Plain implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static URLClassLoader otherLoader() {
    URL classes =
        SerializableCodecTest.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
  }

  private static Object decodedWith(ClassLoader context, Class<?> type, Object element) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return Codec.ofSerializable(type, ALL).decode(encoded(element));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void classesAreFoundWhereTheTypeIsFromThenInTheContext() throws Exception {
    try (URLClassLoader other = otherLoader()) {
      Class<?> type = other.loadClass(Plain.class.getName());
      assertNotSame(Plain.class, type);
      Object element = new Plain();
      assertSame(type, decodedWith(null, type, element).getClass());
      assertSame(Plain.class, decodedWith(other, Plain.class, element).getClass());
      assertSame(type, decodedWith(other, Object.class, element).getClass());
      assertSame(Plain.class, decodedWith(null, Object.class, element).getClass());
    }
  }

  @Test
  void interfacesOfProxiesAreFoundThereToo() throws Exception {
    Object element = proxy(Greeter.class, new Handler("hello"));
    try (URLClassLoader other = otherLoader()) {
      Class<?> type = other.loadClass(Greeter.class.getName());
      assertTrue(type.isInstance(decodedWith(null, type, element)));
      assertTrue(type.isInstance(decodedWith(other, Object.class, element)));
      assertTrue(decodedWith(null, Object.class, element) instanceof Greeter);
    }
  }

  private static ByteBuffer replaced(ByteBuffer message, String text, String other) {
    String bytes = StandardCharsets.ISO_8859_1.decode(message).toString();
    assertTrue(bytes.contains(text));
    return ByteBuffer.wrap(bytes.replace(text, other).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void classThatIsNotThereIsNamed() {
    Codec<Object> codec = Codec.ofSerializable(Object.class, ALL);
    ByteBuffer message = replaced(encoded(new Plain()), "$Plain", "$Clean");
    CodecException e = assertThrows(CodecException.class, () -> codec.decode(message));
    assertEquals(ClassNotFoundException.class, e.getCause().getClass());
    assertNamed("SerializableCodecTest$Clean", e);
  }

  @Test
  void classOfAnotherVersionIsNotTakenForARejectedOne() {
    Codec<Object> codec = Codec.ofSerializable(Object.class, ALL);
    ByteBuffer message = replaced(encoded(new Plain()), "\0\0\0\0\0\0\0\1", "\0\0\0\0\0\0\0\2");
    CodecException e = assertThrows(CodecException.class, () -> codec.decode(message));
    assertNamed("this JVM refuses (class=" + Plain.class.getName(), e);
    assertNamed("serialVersionUID = 2", e);
  }

  /** Fails in the code of a class. */
  private static final class Fragile implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      throw new IllegalStateException("fragile");
    }
  }

  @Test
  void exceptionFromAClassIsTheCause() {
    CodecException e = rejection(ALL, new Fragile());
    assertEquals("fragile", e.getCause().getMessage());
  }

  @Test
  void bytesBehindTheObjectAreRefused() {
    ByteBuffer message = encoded("text");
    ByteBuffer longer =
        ByteBuffer.allocate(message.remaining() + 2).put(message).clear();
    CodecException e = assertThrows(
        CodecException.class, () -> Codec.ofSerializable(String.class, ALL).decode(longer));
    assertNamed("left=2 bytes", e);
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
    NullPointerException e =
        assertThrows(NullPointerException.class, () -> Codec.ofSerializable(String.class, null));
    assertEquals("filter", e.getMessage());
  }
}

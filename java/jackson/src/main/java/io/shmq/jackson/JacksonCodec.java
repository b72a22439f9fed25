/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jackson;

import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.checkerframework.checker.nullness.qual.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Elements as JSON or CBOR: records, beans, collections, and all else that Jackson maps.
 *
 * <pre>{@code
 * record Order(String customer, List<Item> items) {}
 *
 * SharedQueue<Order> queue = SharedQueue.create("orders", JacksonCodec.json(Order.class));
 * }</pre>
 *
 * <p>A message is one value. One that is {@code null}, that has anything behind the value, or that
 * does not match the type is a {@link CodecException}. The type alone decides of which classes
 * objects are made, unless its own annotations or the caller's own mapper let the message name some.
 *
 * <p>An application that is a module opens the package of its types to {@code
 * tools.jackson.databind}.
 *
 * @param <E> type of the elements
 */
public final class JacksonCodec<E extends Object> implements Codec<E> {
  private static final long UNKNOWN = -1;

  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JacksonCodec(ObjectReader reader, ObjectWriter writer) {
    this.reader = reader.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.writer = writer;
  }

  /**
   * Returns a codec for JSON in UTF-8, with Jackson's settings. Of Jackson's limits, that on nesting
   * holds, on both ways: 500 objects or arrays inside each other. Texts, names and numbers may be as
   * long as the queue takes them.
   *
   * @param <E> type of the elements
   * @param type the elements' class, without type parameters
   * @return the codec
   */
  public static <E extends Object> JacksonCodec<E> json(Class<E> type) {
    return of(Mappers.JSON, Mappers.JSON.constructType(type));
  }

  /**
   * Returns a codec for CBOR, which is shorter than JSON, above all for numbers and arrays of bytes.
   * Settings and limits are those of {@link #json}.
   *
   * @param <E> type of the elements
   * @param type the elements' class, without type parameters
   * @return the codec
   */
  public static <E extends Object> JacksonCodec<E> cbor(Class<E> type) {
    return of(Mappers.CBOR, Mappers.CBOR.constructType(type));
  }

  /**
   * Returns a codec with one's own mapper, for types with type parameters, settings, limits, and
   * formats of one's own.
   *
   * <pre>{@code
   * Codec<Map<String, List<Order>>> codec =
   *     JacksonCodec.of(JsonMapper.shared(), new TypeReference<Map<String, List<Order>>>() {});
   * }</pre>
   *
   * @param <E> type of the elements
   * @param mapper reads and writes
   * @param type the elements' type
   * @return the codec
   */
  public static <E extends Object> JacksonCodec<E> of(ObjectMapper mapper, TypeReference<E> type) {
    return of(mapper, mapper.constructType(type));
  }

  private static <E extends Object> JacksonCodec<E> of(ObjectMapper mapper, JavaType type) {
    return new JacksonCodec<>(mapper.readerFor(type), mapper.writerFor(type));
  }

  /**
   * Returns a codec with one's own reader and writer, as for views, filters and injected values.
   *
   * @param <E> type of the elements, which must be the reader's; this is not checked
   * @param reader reads messages, as a type that it has been made for
   * @param writer writes messages
   * @return the codec
   * @throws IllegalArgumentException if the reader has no type
   */
  public static <E extends Object> JacksonCodec<E> of(ObjectReader reader, ObjectWriter writer) {
    if (reader.getValueType() == null) {
      throw new IllegalArgumentException(
          "The reader has no type (valueType=null): make it with readerFor or forType.");
    }
    return new JacksonCodec<>(reader, writer);
  }

  @Override
  public void encode(E element, MessageWriter out) {
    try (OutputStream bytes = out.outputStream()) {
      writer.writeValue(bytes, element);
    } catch (JacksonException e) {
      throw new CodecException(
          "The element cannot be written as "
              + writer.generatorFactory().getFormatName()
              + " (class="
              + element.getClass().getName()
              + ", "
              + describe(e)
              + "): make all that it refers to something that Jackson can write.",
          e);
    } catch (IOException e) {
      // The stream throws none.
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public E decode(ByteBuffer message) {
    int length = message.remaining();
    try {
      E element = read(message);
      if (element != null) {
        return element;
      }
    } catch (JacksonException e) {
      throw new CodecException(unreadable(length, describe(e)), e);
    }
    throw new CodecException(unreadable(length, "value=null"));
  }

  private @Nullable E read(ByteBuffer message) {
    if (message.hasArray()) {
      int start = message.arrayOffset() + message.position();
      return reader.readValue(message.array(), start, message.remaining());
    }
    try (InputStream bytes = Codec.inputStream(message)) {
      return reader.readValue(bytes);
    } catch (IOException e) {
      // The stream throws none.
      throw new UncheckedIOException(e);
    }
  }

  private String unreadable(int length, String error) {
    return "The message cannot be read as "
        + reader.parserFactory().getFormatName()
        + " (type="
        + reader.getValueType().toCanonical()
        + ", length="
        + length
        + " bytes, "
        + error
        + "): have its producer use the same codec and type.";
  }

  /** Returns where something is wrong, and what: in one line, unlike Jackson's own message. */
  private static String describe(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return "path="
        + e.getPathReference()
        + ", offset="
        + (location == null ? UNKNOWN : location.getByteOffset())
        + ", error="
        + e.getOriginalMessage();
  }

  @Override
  public String toString() {
    return "JacksonCodec["
        + reader.parserFactory().getFormatName()
        + ", "
        + reader.getValueType().toCanonical()
        + "]";
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes a file's bytes where they stand. */
final class Bytes {
  private Bytes() {}

  /** Replaces one text by another, of the same length, wherever it stands. */
  static byte[] replace(byte[] content, String from, String to) {
    String text = new String(content, ISO_8859_1);
    if (from.length() != to.length() || !text.contains(from)) {
      throw new AssertionError("from=" + from + ", to=" + to);
    }
    return text.replace(from, to).getBytes(ISO_8859_1);
  }

  /** Replaces the text at an offset. What stands there is not asked for. */
  static byte[] put(byte[] content, int offset, String text) {
    byte[] changed = content.clone();
    System.arraycopy(text.getBytes(ISO_8859_1), 0, changed, offset, text.length());
    return changed;
  }

  /** Returns the offset of a text that is there. */
  static int indexOf(byte[] content, String text) {
    int index = new String(content, ISO_8859_1).indexOf(text);
    if (index < 0) {
      throw new AssertionError("text=" + text);
    }
    return index;
  }

  /** Returns the native library's content. */
  static byte[] library() throws IOException {
    return Files.readAllBytes(Program.directory().resolve("../lib/libshmq.so.0"));
  }

  /** Writes a file that is called as the native library is. */
  static Path library(Path directory, byte[] content) throws IOException {
    return Files.write(directory.resolve("libshmq.so"), content);
  }
}

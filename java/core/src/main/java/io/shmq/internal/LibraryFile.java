/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Whether a file that a person has named can be a library. It is asked before the JVM is, which
 * warns of a file that is none in lines of its own.
 */
final class LibraryFile {
  private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

  private LibraryFile() {}

  /**
   * Checks that there is a file, and that it looks like a library.
   *
   * @throws BindingException if not; the message tells a person what to do
   */
  static void check(Path file) {
    String problem = problem(file);
    if (problem != null) {
      throw new BindingException(LoadFailure.subject(file) + problem + ", so correct -D"
          + NativeLibrary.PATH_PROPERTY + ".");
    }
  }

  private static @Nullable String problem(Path file) {
    if (Files.notExists(file)) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Neither is one read, since that might wait for ever.
      return "it is a device or a pipe";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC)
          ? null
          : "it is no library (it does not begin as an ELF file does)";
    } catch (AccessDeniedException e) {
      return "this user may not read it";
    } catch (IOException e) {
      return "it cannot be read (error=" + e + ")";
    }
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
  @TempDir
  Path directory;

  private static void assertProblem(String problem, Path file) {
    BindingException e = assertThrows(BindingException.class, () -> LibraryFile.check(file));
    assertEquals(
        "The native library cannot be loaded (file=" + file + "): " + problem
            + ", so correct -Dshmq.library.path.",
        e.getMessage());
  }

  @Test
  void missingFileIsNamed() {
    assertProblem("there is no such file", directory.resolve("x.so"));
  }

  @Test
  void folderIsNoLibrary() {
    assertProblem("it is a folder", directory);
  }

  @Test
  void deviceIsNotRead() {
    assertProblem("it is a device or a pipe", Path.of("/dev/zero"));
  }

  @Test
  void textAndEmptyFileAreNoLibraries() throws IOException {
    String problem = "it is no library (it does not begin as an ELF file does)";
    assertProblem(problem, Files.createFile(directory.resolve("empty.so")));
    assertProblem(problem, Files.writeString(directory.resolve("text.so"), "This is a text."));
  }

  @Test
  void elfFileMayBeOne() throws IOException {
    LibraryFile.check(Files.writeString(directory.resolve("x.so"), "\u007fELF and more"));
  }
}

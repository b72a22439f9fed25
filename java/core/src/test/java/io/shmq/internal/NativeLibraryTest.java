/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "failed to map segment from shared object, noexec",
    "wrong ELF class: ELFCLASS32, another processor",
    "(Possible cause: can't load AARCH64 .so on a AMD 64 platform), another processor",
    "libother.so.1: cannot open shared object file: No such file or directory, libother.so.1",
  })
  void failureIsExplained(String message, String expected) throws IOException {
    Path file = Files.createFile(directory.resolve("x.so"));
    String sentence = NativeLibrary.explain(file, "shmq.tmpdir", new UnsatisfiedLinkError(message));
    assertTrue(sentence.contains("file=" + file), sentence);
    assertTrue(sentence.contains(expected), sentence);
    assertTrue(sentence.contains("-Dshmq."), sentence);
  }

  @Test
  void missingFileIsExplained() {
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError("Can't load library: /x.so");
    String sentence = NativeLibrary.explain(Path.of("/x.so"), "shmq.library.path", missing);
    assertTrue(sentence.contains("no such file, so correct -Dshmq.library.path"), sentence);
  }

  @Test
  void deniedNativeAccessIsExplainedWithTheOption() {
    IllegalCallerException denied = new IllegalCallerException("Illegal native access");
    String sentence = NativeLibrary.explain(Path.of("/x.so"), "shmq.tmpdir", denied);
    assertTrue(sentence.contains("--enable-native-access"), sentence);
  }

  @Test
  void resourceIsUnpackedForThisUserOnly() throws IOException {
    Path file = NativeLibrary.unpack("version.properties", directory);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void missingResourceIsNamedWithTheProperty() {
    BindingException e =
        assertThrows(BindingException.class, () -> NativeLibrary.unpack("/missing.so", directory));
    assertTrue(e.getMessage().contains("/missing.so"), e.getMessage());
    assertTrue(e.getMessage().contains("-Dshmq.library.path"), e.getMessage());
  }

  @Test
  void folderThatCannotBeWrittenToIsNamedWithTheProperty() {
    Path missing = directory.resolve("missing");
    BindingException e = assertThrows(
        BindingException.class, () -> NativeLibrary.unpack("version.properties", missing));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("-Dshmq.tmpdir"), e.getMessage());
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadFailureTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failed to map segment from shared object | noexec",
        "wrong ELF class: ELFCLASS32 | another processor",
        "(Possible cause: can't load AARCH64 .so on a AMD 64 platform) | another processor",
        "Error loading shared library /x.so: Operation not permitted | noexec",
        "Error loading shared library ld-linux-x86-64.so.2: No such file | built for glibc",
        "Error relocating /x.so: __snprintf_chk: symbol not found | built for glibc",
        "libc.musl-x86_64.so.1: cannot open shared object file | built for musl",
        "/usr/lib/x86_64-linux-gnu/libc.so: invalid ELF header | built for musl",
        "libc.so: cannot open shared object file: No such file or directory | built for musl",
        "/x.so: cannot allocate memory in static TLS block | every class loader",
        "/lib/libc.so.6: version `GLIBC_2.38' not found (required by /x.so) | newer glibc",
        "libother.so.1: cannot open shared object file: No such file or directory | libother.so.1",
      })
  void failureIsExplained(String message, String expected) throws IOException {
    Path file = Files.createFile(directory.resolve("x.so"));
    String sentence = LoadFailure.explain(file, "shmq.tmpdir", new UnsatisfiedLinkError(message));
    assertTrue(sentence.contains("file=" + file), sentence);
    assertTrue(sentence.contains(expected), sentence);
  }

  @Test
  void whatIsNotUnderstoodIsPassedOnWithTheFileNamedOnce() throws IOException {
    Path file = Files.createFile(directory.resolve("x.so"));
    UnsatisfiedLinkError odd = new UnsatisfiedLinkError(file + ": " + file + ": file is odd");
    assertEquals(
        "The native library cannot be loaded (file=" + file
            + "): file is odd, so set -Dshmq.library.path to another file.",
        LoadFailure.explain(file, "shmq.tmpdir", odd));
  }

  @Test
  void fileThatIsThereButThatTheLinkerDoesNotFindIsForAnotherProcessor() throws IOException {
    Path file = Files.createFile(directory.resolve("x.so"));
    UnsatisfiedLinkError notFound = new UnsatisfiedLinkError(
        file + ": cannot open shared object file: No such file or directory");
    String sentence = LoadFailure.explain(file, "shmq.tmpdir", notFound);
    assertTrue(sentence.contains("another processor"), sentence);
  }

  @Test
  void missingFileIsExplained() {
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError("Can't load library: /x.so");
    String sentence = LoadFailure.explain(Path.of("/x.so"), "shmq.library.path", missing);
    assertTrue(sentence.contains("no such file, so correct -Dshmq.library.path"), sentence);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library comes from, and what is said if it cannot be loaded. */
class LibraryLoadingTest {
  /** Whoever gets as far as this has loaded the library. */
  static final String LOADED = "there is no such queue";

  @RegisterExtension
  final Queues queues = new Queues();

  @TempDir
  Path directory;

  private Program open(String... options) throws Exception {
    return Program.startJvm(List.of(options), Opener.class, queues.name());
  }

  @Test
  void libraryIsUnpackedToTheFolderThatIsSetAndRemoved() throws Exception {
    try (Program program = open("-Dshmq.tmpdir=" + directory)) {
      DemoTest.assertFailsWith(LOADED, program);
      try (Stream<Path> files = Files.list(directory)) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void folderThatDoesNotExistIsNamed() throws Exception {
    try (Program program = open("-Dshmq.tmpdir=/nonexistent")) {
      DemoTest.assertFailsWith("set -Dshmq.tmpdir", program);
    }
  }

  @Test
  void folderIsTakenFromWhereTheProgramRuns() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(directory);
    try (Program program = open("-Dshmq.tmpdir=" + relative)) {
      DemoTest.assertFailsWith(LOADED, program);
    }
  }

  @Test
  void processorWithoutALibraryIsNamed() throws Exception {
    try (Program program = open("-Dos.arch=riscv64")) {
      DemoTest.assertFailsWith(
          "os.arch=riscv64): on another Linux with 64 bits, build it", program);
    }
  }

  @Test
  void libraryThatIsSetIsUsed() throws Exception {
    Path library = Program.directory().resolve("../lib/libshmq.so.0");
    try (Program program = open("-Dshmq.library.path=" + library)) {
      DemoTest.assertFailsWith(LOADED, program);
    }
  }

  @Test
  void libraryThatIsNotShmqIsNamedWithWhatItLacks() throws Exception {
    // Any library will do; this one is where every JDK has it.
    Path other = Path.of(System.getProperty("java.home"), "lib", "libverify.so");
    try (Program program = open("-Dshmq.library.path=" + other)) {
      DemoTest.assertFailsWith("has no function", program);
    }
  }

  @Test
  void bindingThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
    try (Program program = open("-Dshmq.binding=carrier-pigeon")) {
      DemoTest.assertFailsWith("shmq.binding=carrier-pigeon): there is none of this name", program);
      DemoTest.assertFailsWith("so set -Dshmq.binding to one that is there (", program);
      assertTrue(program.errors().get(0).contains("jni"), program.errors().get(0));
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void bindingThatNeedsALaterJavaIsNamedWithItsJavaAndWithThoseThatAre() throws Exception {
    try (Program program = open("-Dshmq.binding=ffm")) {
      DemoTest.assertFailsWith("io.shmq.ffm.FfmProvider needs Java 22 or later", program);
      assertTrue(program.errors().get(0).contains("jni"), program.errors().get(0));
    }
  }
}

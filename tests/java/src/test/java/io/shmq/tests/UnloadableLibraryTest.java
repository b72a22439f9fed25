/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a library that is named but cannot be used: one sentence, and nothing beside it. */
class UnloadableLibraryTest {
  /** Offsets in an ELF header, of one byte and of two. */
  private static final int ELF_CLASS = 4;

  private static final int ELF_MACHINE = 18;

  private static final String ELF_CLASS_32 = "\1";
  private static final String ELF_MACHINE_RISC_V = "\u00f3\0";

  /** Takes from root what lets it read every file, and leaves others as they are. */
  private static final List<String> WITHOUT_PRIVILEGES =
      List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all");

  @RegisterExtension
  final Queues queues = new Queues();

  @TempDir
  Path directory;

  private Program open(Path library) throws IOException {
    return Program.startJvm(List.of("-Dshmq.library.path=" + library), Opener.class, queues.name());
  }

  private void assertRefused(String sentence, Path library) throws Exception {
    try (Program program = open(library)) {
      DemoTest.assertFailsWith("(file=" + library + "): " + sentence, program);
    }
  }

  private void assertRefused(String sentence, byte[] content) throws Exception {
    assertRefused(sentence, Bytes.library(directory, content));
  }

  @Test
  void libraryForAnotherProcessor() throws Exception {
    String sentence = "it is built for another processor (os.arch=";
    assertRefused(sentence, Bytes.put(Bytes.library(), ELF_MACHINE, ELF_MACHINE_RISC_V));
    assertRefused(sentence, Bytes.put(Bytes.library(), ELF_CLASS, ELF_CLASS_32));
  }

  @Test
  void libraryForMuslAsAlpineNamesIt() throws Exception {
    byte[] library = Bytes.library();
    int needed = Bytes.indexOf(library, "\0libc.so.6\0") + 1;
    assertRefused(
        "it is built for musl, and this JVM runs on glibc, so set -Dshmq.library.path",
        Bytes.put(library, needed, "libc.musl-x86_64.so.1\0"));
  }

  @Test
  void libraryThatMuslGccHasBuilt() throws Exception {
    Path source = Files.writeString(directory.resolve("x.c"), "int x;\n");
    Path library = directory.resolve("libshmq.so");
    List<String> build = List.of(
        "sh",
        "-c",
        "command -v musl-gcc >/dev/null || exit 77; exec musl-gcc -shared -fPIC -o \"$1\" \"$0\"",
        source.toString(),
        library.toString());
    try (Program compiler = Program.start(build.toArray(new String[0]))) {
      assumeTrue(compiler.status() != 77, "there is no musl-gcc");
      assertEquals(0, compiler.status(), compiler.errors().toString());
    }
    assertRefused("it is built for musl, and this JVM runs on glibc", library);
  }

  @Test
  void missingFile() throws Exception {
    assertRefused(
        "there is no such file, so correct -Dshmq.library.path.", directory.resolve("none.so"));
  }

  @Test
  void folder() throws Exception {
    assertRefused("it is a folder, so correct -Dshmq.library.path.", directory);
  }

  @Test
  void fileThatIsNoLibrary() throws Exception {
    Path file = Files.writeString(directory.resolve("libshmq.so"), "This is no library.");
    assertRefused("it is no library (it does not begin as an ELF file does), so correct", file);
  }

  @Test
  void fileThatThisUserMayNotRead() throws Exception {
    Path library = Bytes.library(directory, Bytes.library());
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("---------"));
    List<String> command = new ArrayList<>();
    if (Files.isReadable(library)) {
      try (Program probe = inShell("command -v setpriv >/dev/null")) {
        assumeTrue(probe.status() == 0, "root reads every file, and there is no setpriv");
      }
      command.addAll(WITHOUT_PRIVILEGES);
    }
    command.addAll(
        Program.jvm(List.of("-Dshmq.library.path=" + library), Opener.class, queues.name()));
    try (Program program = Program.start(command.toArray(new String[0]))) {
      DemoTest.assertFailsWith(
          "this user may not read it, so correct -Dshmq.library.path.", program);
    }
  }

  private static Program inShell(String script) throws IOException {
    return Program.start("sh", "-c", script);
  }

  @Test
  void libraryOfAnotherVersion() throws Exception {
    Path library = Bytes.library(directory, Versions.otherLibrary(Bytes.library()));
    try (Program program = open(library)) {
      DemoTest.assertFailsWith(
          "(library=" + Versions.OTHER + ", jars=" + Versions.THIS + "): use one version of both",
          program);
    }
  }

  @Test
  void libraryWithoutFunctionsForJni() throws Exception {
    // Every binding but one does without.
    byte[] content = Bytes.replace(Bytes.library(), "Java_io_shmq_", "Gone_io_shmq_");
    Path library = Bytes.library(directory, content);
    try (Program program = open(library)) {
      DemoTest.assertFailsWith(
          System.getProperty("shmq.binding").equals("jni")
              ? "has no functions for JNI (file=" + library + "): build it where CMake finds jni.h,"
                  + " or set -Dshmq.binding"
              : LibraryLoadingTest.LOADED,
          program);
    }
  }
}

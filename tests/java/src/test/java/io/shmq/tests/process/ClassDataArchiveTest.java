/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.process.ProcessPool;
import io.shmq.tests.Jars;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that let workers start sooner. */
@Tag("deployment")
@Timeout(180)
class ClassDataArchiveTest {
  private static final String CLASS = ArchivingPool.class.getName().replace('.', '/') + ".class";

  @TempDir
  Path folder;

  private Path archives;

  @BeforeEach
  void create() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
  }

  private Path jarOfProgram() throws IOException {
    Path jar = folder.resolve("program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(CLASS));
      out.write(bytesOfProgram());
    }
    return jar;
  }

  private Path folderOfProgram() throws IOException {
    Path file = folder.resolve("classes").resolve(CLASS);
    Files.createDirectories(file.getParent());
    Files.write(file, bytesOfProgram());
    return folder.resolve("classes");
  }

  private static byte[] bytesOfProgram() throws IOException {
    try (var in = ArchivingPool.class.getResourceAsStream("/" + CLASS)) {
      return in.readAllBytes();
    }
  }

  /** Returns what the program prints, in a JVM with that on its class path. */
  private String run(Path program) throws Exception {
    List<Path> classPath = new ArrayList<>(List.of(Jars.core(), Jars.process()));
    classPath.add(program);
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            Jars.path(classPath),
            ArchivingPool.class.getName(),
            archives.toString())
        .redirectError(Redirect.INHERIT)
        .start();
    try {
      String printed = new String(process.getInputStream().readAllBytes());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(archives)) {
      return files.collect(Collectors.toList());
    }
  }

  @Test
  void firstPoolMakesTheArchiveThatTheNextOneMaps() throws Exception {
    Path jar = jarOfProgram();
    assertEquals("false", run(jar));
    List<Path> made = archives();
    assertEquals(1, made.size(), made.toString());
    assertTrue(made.get(0).toString().endsWith(".jsa"), made.toString());
    assertEquals("true", run(jar));
    assertEquals(made, archives());
  }

  @Test
  void otherClassPathHasAnArchiveOfItsOwn() throws Exception {
    Path jar = jarOfProgram();
    run(jar);
    Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(0));
    assertEquals("false", run(jar));
    assertEquals(2, archives().size());
  }

  @Test
  void classesInFoldersAreNotArchived() throws Exception {
    assertEquals("false", run(folderOfProgram()));
    assertEquals(List.of(), archives());
  }

  @Test
  void folderMustBeThere() {
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> ProcessPool.builder().classDataArchive(archives.resolve("none")));
    assertTrue(e.getMessage().contains("folder=" + archives.resolve("none")), e.getMessage());
  }
}

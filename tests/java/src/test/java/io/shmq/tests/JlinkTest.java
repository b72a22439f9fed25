/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image of an application with shmq and nothing else but {@code java.base}. */
@Tag("deployment")
class JlinkTest {
  @TempDir
  Path directory;

  private static Optional<String> jlink(List<String> arguments) {
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
    assumeTrue(jlink != null, "this Java has no jlink");
    StringWriter said = new StringWriter();
    try (PrintWriter writer = new PrintWriter(said)) {
      int status = jlink.run(writer, writer, arguments.toArray(new String[0]));
      return status == 0 ? Optional.empty() : Optional.of(said.toString());
    }
  }

  private Path image(Application application, List<Path> jars, String... options) {
    Path modules = Path.of(System.getProperty("java.home"), "jmods");
    // Since 24, a JDK may make images out of its own.
    assumeTrue(
        Files.isDirectory(modules) || Runtime.version().feature() >= 24,
        "this JDK comes without the folder jmods");
    List<Path> path = new ArrayList<>(jars);
    path.add(application.classes());
    Path image = directory.resolve("image");
    List<String> arguments = new ArrayList<>(List.of(
        "--module-path",
        Jars.path(path),
        "--add-modules",
        Application.MODULE,
        "--no-header-files",
        "--no-man-pages",
        "--output",
        image.toString()));
    arguments.addAll(List.of(options));
    assertEquals(Optional.empty(), jlink(arguments));
    return image;
  }

  private static void assertModules(List<String> modules, Path image) throws Exception {
    try (Program program =
        Program.start(image.resolve("bin").resolve("java").toString(), "--list-modules")) {
      assertEquals(
          modules,
          program.output().stream().map(line -> line.replaceAll("@.*", "")).toList());
    }
  }

  private static void assertRuns(
      String binding, Application application, Path image, String... options) throws Exception {
    try (Program program = application.start(
        image, options, "--module", Application.MODULE + "/" + Application.MAIN)) {
      application.assertWorks(binding, program);
    }
  }

  @Test
  void imageWithAllRunsOverEachBinding() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    // The one of 17 strips no classes of a later Java.
    Path image = Runtime.version().feature() >= 22
        ? image(application, Jars.all(), "--strip-debug")
        : image(application, Jars.all());
    assertModules(List.of("app", "io.shmq", "io.shmq.all", "io.shmq.ffm", "java.base"), image);
    assertRuns(Application.bestBinding(), application, image, "--enable-native-access=io.shmq.ffm");
    assertRuns("jni", application, image, "--enable-native-access=io.shmq", "-Dshmq.binding=jni");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void imageWithTheCoreIsStrippedAndRuns() throws Exception {
    List<Path> jars = List.of(Jars.core());
    Application application = Application.onModulePath(directory, jars, "io.shmq");
    Path image = image(application, jars, "--strip-debug");
    assertModules(List.of("app", "io.shmq", "java.base"), image);
    assertRuns("jni", application, image, "--enable-native-access=io.shmq");
  }

  @Test
  void imageHasChildrenAndWorkers() throws Exception {
    List<Path> jars = List.of(Jars.core(), Jars.process());
    Application application = Application.onModulePath(
        directory, jars, "io.shmq.process", Application.SOURCE_WITH_CHILDREN);
    Path image = image(application, jars, "--add-modules=java.management");
    assertModules(
        List.of("app", "io.shmq", "io.shmq.process", "java.base", "java.management"), image);
    assertRuns("jni", application, image, "--enable-native-access=io.shmq");
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** On the class path, with native access granted, not mentioned, and denied. */
@Tag("deployment")
class NativeAccessTest {
  @TempDir
  Path directory;

  private Application application() {
    return Application.onClassPath(directory, Jars.all());
  }

  @Test
  void nothingIsWarnedOfWithTheFlag() throws Exception {
    Application application = application();
    try (Program program =
        application.startOnClassPath(Jars.all(), "--enable-native-access=ALL-UNNAMED")) {
      application.assertWorks(Application.bestBinding(), program);
    }
  }

  @Test
  void worksWithoutTheFlag() throws Exception {
    Application application = application();
    try (Program program = application.startOnClassPath(Jars.all())) {
      assertWorksWithWarning("--enable-native-access=ALL-UNNAMED", program);
    }
  }

  /** Checks that a program works, and that the JDK gives the flag against its warning. */
  static void assertWorksWithWarning(String flag, Program program) throws Exception {
    List<String> errors = program.errors();
    assertEquals(0, program.status(), errors.toString());
    assertEquals(Application.OUTPUT, program.lines());
    if (Runtime.version().feature() < 24) {
      assertEquals(List.of(), errors);
    } else {
      assertTrue(errors.stream().anyMatch(line -> line.contains(flag)), errors.toString());
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void denialIsToldWithTheFlag() throws Exception {
    try (Program program =
        application().startOnClassPath(Jars.all(), "--illegal-native-access=deny")) {
      DemoTest.assertFailsWith(
          "ffm, jni: This JVM denies native access, so start java with"
              + " --enable-native-access=ALL-UNNAMED.",
          program);
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void manifestOfAnExecutableJarGrantsIt() throws Exception {
    Application application = application();
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Application.MAIN);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Jars.core().toUri().getRawPath() + " " + Jars.ffm().toUri().getRawPath());
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    Path jar = directory.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      String entry = Application.MAIN.replace('.', '/') + ".class";
      out.putNextEntry(new ZipEntry(entry));
      Files.copy(application.classes().resolve(entry), out);
    }
    Path java = Path.of(System.getProperty("java.home"));
    String[] options = {"--illegal-native-access=deny"};
    try (Program program = application.start(java, options, "-jar", jar.toString())) {
      application.assertWorks("ffm", program);
    }
  }
}

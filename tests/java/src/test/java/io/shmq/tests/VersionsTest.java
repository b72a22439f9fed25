/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Jars of different versions on one class path. */
@Tag("deployment")
class VersionsTest {
  private static final String ENABLE = "--enable-native-access=ALL-UNNAMED";
  private static final String FFM_VERSION = "io/shmq/ffm/version.properties";

  @TempDir
  Path directory;

  private Application application() {
    return Application.onClassPath(directory, Jars.all());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void bindingOfAnotherVersionIsNotUsed() throws Exception {
    List<Path> jars = List.of(Versions.other(Jars.ffm(), FFM_VERSION, directory), Jars.core());
    Application application = application();
    try (Program program = application.startOnClassPath(jars, ENABLE)) {
      application.assertWorks("jni", program);
    }
    try (Program program = application.startOnClassPath(jars, ENABLE, "-Dshmq.binding=ffm")) {
      DemoTest.assertFailsWith("(io.shmq.ffm.FfmProvider=" + Versions.OTHER, program);
      DemoTest.assertFailsWith(", shmq-core=" + Versions.THIS, program);
      DemoTest.assertFailsWith("): use one version of all", program);
    }
  }

  @Test
  void firstOfTwoCoresIsUsedWithItsOwnLibrary() throws Exception {
    Application application = application();
    Path other = Versions.otherCore(Jars.core(), directory);
    try (Program program =
        application.startOnClassPath(List.of(Jars.core(), other, Jars.ffm()), ENABLE)) {
      application.assertWorks(Application.bestBinding(), program);
    }
    // The FFM binding is of the other's version here.
    try (Program program =
        application.startOnClassPath(List.of(other, Jars.core(), Jars.ffm()), ENABLE)) {
      application.assertWorks("jni", program);
    }
  }

  @Test
  void coreWithoutTheLibraryOfItsVersionIsRefused() throws Exception {
    Path other = Versions.other(Jars.core(), "io/shmq/internal/version.properties", directory);
    try (Program program = application().startOnClassPath(List.of(other), ENABLE)) {
      List<String> errors = program.errors();
      assertEquals(1, errors.size(), errors.toString());
      assertTrue(
          errors.get(0).contains("(library=" + Versions.THIS + ", jars=" + Versions.OTHER + ")"),
          errors.get(0));
    }
  }
}

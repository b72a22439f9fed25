/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module, on each Java; 17 passes over the classes that are not for it. */
@Tag("deployment")
class ModulePathTest {
  private static final String DENY = "--illegal-native-access=deny";

  @TempDir
  Path directory;

  @Test
  void moduleThatRequiresAllUsesTheBestBinding() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    try (Program program =
        application.startOnModulePath(Jars.all(), "--enable-native-access=io.shmq.ffm")) {
      application.assertWorks(Application.bestBinding(), program);
    }
  }

  @Test
  void moduleThatRequiresTheCoreUsesWhatStandsBesideIt() throws Exception {
    List<Path> jars = List.of(Jars.core(), Jars.ffm());
    Application application = Application.onModulePath(directory, jars, "io.shmq");
    try (Program program =
        application.startOnModulePath(jars, "--enable-native-access=io.shmq.ffm")) {
      application.assertWorks(Application.bestBinding(), program);
    }
  }

  @Test
  void coreAloneIsEnough() throws Exception {
    List<Path> jars = List.of(Jars.core());
    Application application = Application.onModulePath(directory, jars, "io.shmq");
    try (Program program = application.startOnModulePath(jars, "--enable-native-access=io.shmq")) {
      application.assertWorks("jni", program);
    }
  }

  @Test
  void childrenAndWorkersAreTheSameModule() throws Exception {
    List<Path> jars = List.of(Jars.core(), Jars.process());
    Application application = Application.onModulePath(
        directory, jars, "io.shmq.process", Application.SOURCE_WITH_CHILDREN);
    try (Program program = application.startOnModulePath(
        jars, "--enable-native-access=io.shmq", "--add-modules=java.management")) {
      application.assertWorks("jni", program);
    }
  }

  @Test
  void worksWithoutTheFlag() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    try (Program program = application.startOnModulePath(Jars.all())) {
      NativeAccessTest.assertWorksWithWarning("--enable-native-access=io.shmq.ffm", program);
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void denialIsToldWithTheFlagForEachBinding() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    try (Program program = application.startOnModulePath(Jars.all(), DENY)) {
      DemoTest.assertFailsWith(
          "ffm: This JVM denies native access, so start java with"
              + " --enable-native-access=io.shmq.ffm; jni: This JVM denies native access, so start"
              + " java with --enable-native-access=io.shmq.",
          program);
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void bindingThatIsNotDeniedIsTaken() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    try (Program program =
        application.startOnModulePath(Jars.all(), DENY, "--enable-native-access=io.shmq")) {
      application.assertWorks("jni", program);
    }
  }
}

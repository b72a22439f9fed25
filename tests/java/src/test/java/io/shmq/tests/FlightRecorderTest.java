/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded of Flight Recorder. */
@Tag("deployment")
class FlightRecorderTest {
  @TempDir
  Path directory;

  @Test
  void withoutItsModuleNothing() throws Exception {
    Application application = Application.onClassPath(directory, Jars.all());
    try (Program program =
        application.startOnClassPath(Jars.all(), options("--limit-modules", "java.base"))) {
      application.assertWorks(Application.bestBinding(), program);
    }
    assertFalse(application.hasLoaded("jdk.jfr."));
  }

  /** The first event would start half of it. */
  @Test
  void noEventBeforeItRuns() throws Exception {
    Application application = Application.onClassPath(directory, Jars.all());
    try (Program program = application.startOnClassPath(Jars.all(), options())) {
      application.assertWorks(Application.bestBinding(), program);
    }
    assertTrue(application.hasLoaded("io.shmq.jfr."));
    assertFalse(application.hasLoaded("io.shmq.jfr.RecoveryEvent"));
    assertFalse(application.hasLoaded("io.shmq.jfr.WaitEvent"));
  }

  @Test
  void eventsOnTheModulePathToo() throws Exception {
    Application application = Application.onModulePath(directory, Jars.all(), "io.shmq.all");
    try (Program program = application.startOnModulePath(
        Jars.all(),
        "--enable-native-access=" + nativeModule(),
        "-XX:StartFlightRecording:filename=" + directory.resolve("recording.jfr"),
        // Would say on standard output that it has started.
        "-Xlog:jfr+startup=off")) {
      application.assertWorks(Application.bestBinding(), program);
    }
    assertTrue(application.hasLoaded("io.shmq.jfr.RecoveryEvent"));
  }

  private static String[] options(String... more) {
    String[] options = new String[more.length + 1];
    options[0] = "--enable-native-access=ALL-UNNAMED";
    System.arraycopy(more, 0, options, 1, more.length);
    return options;
  }

  private static String nativeModule() {
    return Application.bestBinding().equals("ffm") ? "io.shmq.ffm" : "io.shmq";
  }
}

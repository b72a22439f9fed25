/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a child JVM runs on.
 *
 * @param home folder of its JDK
 * @param binding name of the binding that it is to use
 */
record Jvm(Path home, String binding) {
  /** Returns what this JVM runs on. */
  static Jvm own() {
    return new Jvm(Path.of(System.getProperty("java.home")), System.getProperty("shmq.binding"));
  }

  /** Returns the command line of a JVM with this one's class path. */
  List<String> command(List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (binding != null) {
      command.add("-Dshmq.binding=" + binding);
      if (binding.equals("jni")) {
        // JNA's own library does not pass this check.
        command.add("-Xcheck:jni");
      }
    }
    String jnaDirectory = System.getProperty("jna.tmpdir");
    if (jnaDirectory != null) {
      command.add("-Djna.tmpdir=" + jnaDirectory);
    }
    command.addAll(options);
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(args));
    return command;
  }
}

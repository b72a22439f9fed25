/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Where each Java is that tests have run on, for those that need another one than their own: every
 * test run leaves its own home in a folder that all of them know.
 */
public final class JavaHomes implements LauncherSessionListener {
  private static final String DIRECTORY = System.getProperty("shmq.test.homes");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (DIRECTORY == null) {
      return;
    }
    try {
      Files.createDirectories(Path.of(DIRECTORY));
      Files.writeString(file(Runtime.version().feature()), System.getProperty("java.home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the home of a Java that tests have run on, if it is still there. */
  static Optional<Path> find(int java) throws IOException {
    if (DIRECTORY == null || Files.notExists(file(java))) {
      return Optional.empty();
    }
    Path home = Path.of(Files.readString(file(java)));
    return Optional.of(home).filter(it -> Files.isExecutable(it.resolve("bin/java")));
  }

  private static Path file(int java) {
    return Path.of(DIRECTORY, "java-" + java);
  }
}

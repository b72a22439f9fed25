/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The jars that were built, of which the class path of the tests is made in {@code mvn verify}. */
public final class Jars {
  private Jars() {}

  public static Path core() {
    return jar("shmq-core");
  }

  static Path ffm() {
    return jar("shmq-ffm");
  }

  /** Returns the jars that the dependency {@code shmq} brings. */
  static List<Path> all() {
    return List.of(core(), ffm(), jar("shmq"));
  }

  public static Path process() {
    return jar("shmq-process");
  }

  /** Joins paths to a class path or a module path. */
  public static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jar(String artifact) {
    Pattern name = Pattern.compile(artifact + "-\\d[^/]*\\.jar");
    Optional<Path> jar = Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(Path::of)
        .filter(path -> name.matcher(path.getFileName().toString()).matches())
        .findFirst();
    assumeTrue(jar.isPresent(), "needs the jar " + artifact + ", which mvn test does not pack");
    return jar.get();
  }
}

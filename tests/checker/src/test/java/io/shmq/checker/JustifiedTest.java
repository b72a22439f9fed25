/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every suppression in the modules says why, and one of a checker is in the table of them. */
class JustifiedTest {
  private static final Path MODULES =
      Path.of(System.getProperty("shmq.test.modules")).normalize();
  private static final String TABLE = "suppressions.properties";

  private static List<Suppression> suppressions() throws IOException {
    PathMatcher isMain = FileSystems.getDefault().getPathMatcher("glob:*/src/main/java/**.java");
    try (StandardJavaFileManager files =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(MODULES)) {
      List<Path> sources =
          paths.filter(path -> isMain.matches(MODULES.relativize(path))).toList();
      return Suppressions.in(files.getJavaFileObjectsFromPaths(sources));
    }
  }

  @Test
  void everySuppressionSaysWhy() throws IOException {
    List<Suppression> silent =
        suppressions().stream().filter(suppression -> !suppression.justified()).toList();
    assertEquals(List.of(), silent, "Say why, in a comment behind the annotation or before it.");
  }

  @Test
  void suppressionsOfCheckersAreThoseInTheTable() throws IOException {
    Set<String> keysOfJavac = keysOfJavac();
    List<Suppression> ofCheckers = suppressions().stream()
        .filter(suppression -> !keysOfJavac.contains(suppression.key()))
        .toList();
    TreeMap<String, String> counted = new TreeMap<>();
    ofCheckers.stream()
        .collect(Collectors.groupingBy(Suppression::key, Collectors.counting()))
        .forEach((key, count) -> counted.put(key, count.toString()));
    assertEquals(
        table(),
        counted,
        "Change the code so that it needs no suppression, or correct the table in java/checker/"
            + TABLE
            + "; found: "
            + ofCheckers);
  }

  /** Returns what the compiler itself can be told to be silent about; "all" concerns checkers too. */
  private static Set<String> keysOfJavac() {
    StringWriter help = new StringWriter();
    PrintWriter out = new PrintWriter(help);
    java.util.spi.ToolProvider.findFirst("javac").orElseThrow().run(out, out, "--help-lint");
    return help.toString()
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.strip().split(" ", 2)[0])
        .filter(key -> !key.equals("all"))
        .collect(Collectors.toSet());
  }

  private static TreeMap<String, String> table() throws IOException {
    Properties table = new Properties();
    try (InputStream in = JustifiedTest.class.getResourceAsStream("/" + TABLE)) {
      table.load(in);
    }
    TreeMap<String, String> sorted = new TreeMap<>();
    table.stringPropertyNames().forEach(key -> sorted.put(key, table.getProperty(key)));
    return sorted;
  }
}

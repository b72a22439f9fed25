/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Nothing of the JDK is used that is not for everybody, and of its modules one alone. */
@Tag("deployment")
class InternalsTest {
  private static final List<String> INTERNAL = List.of("sun/", "jdk/internal/", "com/sun/");

  private static String jdeps(String... options) {
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElse(null);
    assumeTrue(jdeps != null, "this Java has no jdeps");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(Jars.core().toString());
    arguments.add(Jars.ffm().toString());
    StringWriter said = new StringWriter();
    try (PrintWriter writer = new PrintWriter(said)) {
      assertEquals(0, jdeps.run(writer, writer, arguments.toArray(new String[0])), said::toString);
    }
    return said.toString().trim();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void jdepsFindsNoInternals() {
    assertEquals("java.base", jdeps("--ignore-missing-deps", "--print-module-deps"));
    String internals = jdeps("--jdk-internals");
    assertFalse(internals.contains("JDK internal API"), internals);
  }

  @Test
  void classesAndManifestsNameNoInternals() throws Exception {
    for (Path path : Jars.all()) {
      try (JarFile jar = new JarFile(path.toFile())) {
        List<String> attributes = jar.getManifest().getMainAttributes().keySet().stream()
            .map(Object::toString)
            .toList();
        assertFalse(attributes.contains("Add-Opens"), attributes.toString());
        assertFalse(attributes.contains("Add-Exports"), attributes.toString());
        List<JarEntry> classes =
            jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
        assertTrue(!classes.isEmpty(), path.toString());
        for (JarEntry entry : classes) {
          String content = new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1);
          for (String internal : INTERNAL) {
            assertFalse(content.contains(internal), entry + " has " + internal);
          }
        }
      }
    }
  }
}

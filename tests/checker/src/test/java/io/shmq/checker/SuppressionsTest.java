/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
  private static List<Suppression> in(String... lines) throws IOException {
    return Suppressions.in(
        List.of(new SimpleJavaFileObject(URI.create("A.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return String.join("\n", lines);
          }
        }));
  }

  @Test
  void commentBehindIsJustification() throws IOException {
    assertEquals(
        List.of(new Suppression("A.java:1", "index", true)),
        in("@SuppressWarnings(\"index\") // within its array", "class A {}"));
  }

  @Test
  void commentInTheLineBeforeIsJustification() throws IOException {
    assertEquals(
        List.of(new Suppression("A.java:3", "index", true)),
        in(
            "class A {",
            "  // within its array",
            "  @SuppressWarnings(\"index\")",
            "  int a;",
            "}"));
  }

  @Test
  void emptyOrLaterCommentIsNoJustification() throws IOException {
    assertEquals(
        List.of(
            new Suppression("A.java:2", "index", false),
            new Suppression("A.java:5", "nullness", false)),
        in(
            "class A {",
            "  @SuppressWarnings(\"index\") //",
            "  // too late",
            "  int a;",
            "  @SuppressWarnings(\"nullness\") int b; // of b",
            "}"));
  }

  @Test
  void everyKeyCounts() throws IOException {
    assertEquals(
        List.of(
            new Suppression("A.java:1", "index", true),
            new Suppression("A.java:1", "nullness:argument", true)),
        in(
            "@java.lang.SuppressWarnings(value = {\"index\", \"nullness:argument\"}) // both",
            "class A {}"));
  }

  @Test
  void moduleParameterAndLocalVariableAreSeen() throws IOException {
    assertEquals(
        List.of(new Suppression("A.java:1", "module", false)),
        in("@SuppressWarnings(\"module\") module a {}"));
    assertEquals(
        List.of(
            new Suppression("A.java:2", "index", false),
            new Suppression("A.java:3", "nullness", false)),
        in(
            "class A {",
            "  void a(@SuppressWarnings(\"index\") int a) {",
            "    @SuppressWarnings(\"nullness\") int b = a;",
            "  }",
            "}"));
  }

  @Test
  void commentAndTextAreNoSuppression() throws IOException {
    assertEquals(
        List.of(),
        in(
            "/* @SuppressWarnings(\"index\") */",
            "class A {",
            "  // @SuppressWarnings(\"index\")",
            "  String a = \"@SuppressWarnings(\\\"index\\\")\";",
            "}"));
  }

  @Test
  void syntaxErrorIsNotPassedOver() {
    assertThrows(IllegalArgumentException.class, () -> in("class A {"));
  }

  @Test
  void keyThatIsNoLiteralIsNotPassedOver() {
    assertThrows(
        IllegalArgumentException.class, () -> in("@SuppressWarnings(A.KEY) // why", "class A {}"));
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void buildKnowsItsVersion() {
    assertTrue(Version.ofJava().matches("\\d+\\.\\d+\\.\\d+"), Version.ofJava());
  }

  @Test
  void snapshotIsTheVersionThatItLeadsTo() {
    assertEquals("1.2.3", Version.withoutSnapshot("1.2.3-SNAPSHOT"));
    assertEquals("1.2.3", Version.withoutSnapshot("1.2.3"));
  }

  @Test
  void libraryOfAnotherVersionIsRefusedWithBoth() {
    Version.check("1.2.3", "1.2.3");
    BindingException e =
        assertThrows(BindingException.class, () -> Version.check("1.2.3", "1.2.4"));
    assertTrue(e.getMessage().contains("library=1.2.4, classes=1.2.3"), e.getMessage());
  }
}

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
    assertTrue(Version.ofCore().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), Version.ofCore());
  }

  @Test
  void snapshotIsTheVersionThatItLeadsTo() {
    assertEquals("1.2.3", Version.withoutSnapshot("1.2.3-SNAPSHOT"));
    assertEquals("1.2.3", Version.withoutSnapshot("1.2.3"));
  }

  @Test
  void libraryOfAnotherVersionIsRefusedWithBoth() {
    String core = Version.withoutSnapshot(Version.ofCore());
    Version.checkLibrary(core);
    BindingException e = assertThrows(BindingException.class, () -> Version.checkLibrary("99.0.0"));
    assertTrue(e.getMessage().contains("library=99.0.0, jars=" + core), e.getMessage());
  }

  @Test
  void jarWithoutItsVersionIsNamed() {
    BindingException e = assertThrows(BindingException.class, () -> Version.of("shmq-x", null));
    assertTrue(e.getMessage().contains("shmq-x is incomplete"), e.getMessage());
  }
}

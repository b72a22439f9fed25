/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @Test
  void knownMachinesHaveAFolder() {
    assertEquals("linux-x86_64", Platform.folder("Linux", "amd64"));
    assertEquals("linux-x86_64", Platform.folder("Linux", "x86_64"));
    assertEquals("linux-aarch64", Platform.folder("Linux", "aarch64"));
  }

  @ParameterizedTest
  @CsvSource({"Linux, riscv64", "Mac OS X, aarch64", "Windows 11, amd64"})
  void otherMachinesAreRefusedByName(String osName, String osArch) {
    BindingException e =
        assertThrows(BindingException.class, () -> Platform.folder(osName, osArch));
    assertTrue(e.getMessage().contains("os.name=" + osName), e.getMessage());
    assertTrue(e.getMessage().contains("os.arch=" + osArch), e.getMessage());
  }
}

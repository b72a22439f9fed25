/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder for the native library that will not do, in a mount namespace where one can be made. */
class TemporaryFolderTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @TempDir
  Path directory;

  /** Starts a command with a file system of its own in the folder. */
  private Program withMount(String options, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of(
        "unshare",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs -o " + options + " tmpfs \"$0\" && exec \"$@\"",
        directory.toString()));
    all.addAll(command);
    return Program.start(all.toArray(new String[0]));
  }

  private void assertRefused(String sentence, String options) throws Exception {
    try (Program probe = withMount(options, List.of("true"))) {
      assumeTrue(probe.status() == 0, "no mount namespace to be had");
    }
    List<String> open =
        Program.jvm(List.of("-Dshmq.tmpdir=" + directory), Opener.class, queues.name());
    try (Program program = withMount(options, open)) {
      DemoTest.assertFailsWith(sentence, program);
    }
  }

  @Test
  void folderWithoutPrograms() throws Exception {
    assertRefused(
        "its file system does not allow programs (noexec), so set -Dshmq.tmpdir to a place that does",
        "noexec");
  }

  @Test
  void folderThatCannotBeWrittenTo() throws Exception {
    assertRefused("Read-only file system): set -Dshmq.tmpdir to a folder that can be", "ro");
  }

  @Test
  void folderWithoutRoom() throws Exception {
    assertRefused("No space left on device): set -Dshmq.tmpdir to a folder", "size=16k");
  }
}

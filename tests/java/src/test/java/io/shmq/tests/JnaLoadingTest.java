/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is said if JNA is not there, or cannot load the library that it needs for itself. */
@EnabledIfSystemProperty(
    named = "shmq.binding",
    matches = "jna",
    disabledReason = "only the binding jna needs JNA")
class JnaLoadingTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @TempDir
  Path directory;

  private List<String> open(String... options) {
    return Program.jvm(List.of(options), Opener.class, queues.name());
  }

  private static void assertTellsJnasOwnLibraryApart(Program program) throws Exception {
    DemoTest.assertFailsWith("JNA cannot load its own library jnidispatch", program);
    String sentence = program.errors().get(0);
    assertTrue(sentence.contains("-Djna.tmpdir"), sentence);
    assertTrue(sentence.contains("-Djna.boot.library.path"), sentence);
  }

  @Test
  void libraryOfJnaThatIsNotFoundIsToldApart() throws Exception {
    try (Program program = start(open("-Djna.noclasspath=true"))) {
      assertTellsJnasOwnLibraryApart(program);
    }
  }

  @Test
  void folderWithoutProgramsIsToldApart() throws Exception {
    String mount = "mount -t tmpfs -o noexec tmpfs " + directory + " && exec \"$0\" \"$@\"";
    List<String> inNamespace =
        new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mount));
    List<String> probe = new ArrayList<>(inNamespace);
    probe.add("true");
    try (Program program = start(probe)) {
      assumeTrue(program.status() == 0, "no mount namespace to be had");
    }
    inNamespace.addAll(open("-Djna.tmpdir=" + directory));
    try (Program program = start(inNamespace)) {
      assertTellsJnasOwnLibraryApart(program);
    }
  }

  @Test
  void jarOfJnaThatIsMissingIsNamed() throws Exception {
    List<String> command = open();
    int classPath = command.indexOf("-classpath") + 1;
    String without = Arrays.stream(command.get(classPath).split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("jna-"))
        .collect(Collectors.joining(File.pathSeparator));
    command.set(classPath, without);
    try (Program program = start(command)) {
      DemoTest.assertFailsWith("put net.java.dev.jna:jna on the class path", program);
    }
  }

  private static Program start(List<String> command) throws Exception {
    return Program.start(command.toArray(new String[0]));
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shmq.demo.Demo;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a mount namespace whose /dev/shm is small, where the user may make one. */
class FullSharedMemoryTest {
  private static final String MOUNT = "mount -t tmpfs -o size=8m tmpfs /dev/shm && ";

  @BeforeAll
  static void needsNamespaces() throws IOException, InterruptedException {
    try (Program mount = inNamespace(MOUNT + "true")) {
      assumeTrue(mount.status() == 0, "no mount namespace to be had");
    }
  }

  private static Program inNamespace(String script, String... args) throws IOException {
    String[] command = new String[6 + args.length];
    System.arraycopy(
        new String[] {"unshare", "--map-root-user", "--mount", "sh", "-c", script},
        0,
        command,
        0,
        6);
    System.arraycopy(args, 0, command, 6, args.length);
    return Program.start(command);
  }

  @Test
  void putSaysSoAndTheQueueStaysWhole() throws Exception {
    List<String> filler = Program.jvm(List.of(), FillingProducer.class);
    try (Program program =
        inNamespace(MOUNT + "exec \"$0\" \"$@\"", filler.toArray(new String[0]))) {
      List<String> lines = program.output();
      assertTrue(lines.get(0).contains("shared memory is exhausted"), lines.get(0));
      assertTrue(lines.get(0).contains("docker run --shm-size"), lines.get(0));
      assertTrue(lines.get(1).matches("messages=[1-9]\\d*, left=0"), lines.get(1));
    }
  }

  @Test
  void messageThatSharedMemoryCannotTakeIsRefusedAloneByEveryCall() throws Exception {
    List<String> producer = Program.jvm(List.of(), LargeProducer.class);
    try (Program program =
        inNamespace(MOUNT + "exec \"$0\" \"$@\"", producer.toArray(new String[0]))) {
      assertEquals(List.of("refused=4, puts=2, first, second, left=0"), program.output());
    }
  }

  @Test
  void demoSaysSoInOneSentence() throws Exception {
    List<String> demo = Program.jvm(List.of(), Demo.class, "bounded");
    String fill = "dd if=/dev/zero of=/dev/shm/filler bs=64k 2>/dev/null; ";
    try (Program program =
        inNamespace(MOUNT + fill + "exec \"$0\" \"$@\"", demo.toArray(new String[0]))) {
      DemoTest.assertFailsWith("shared memory is exhausted", program);
    }
  }
}

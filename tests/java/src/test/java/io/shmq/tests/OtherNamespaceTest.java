/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a PID namespace of its own, where the user may make one. */
class OtherNamespaceTest {
  private static final List<String> UNSHARE =
      List.of("unshare", "--map-root-user", "--pid", "--fork", "--mount-proc");

  @RegisterExtension
  final Queues queues = new Queues();

  private static Program inNamespace(List<String> command) throws Exception {
    List<String> all = new ArrayList<>(UNSHARE);
    all.addAll(command);
    return Program.start(all.toArray(new String[0]));
  }

  @Test
  void queueOfAnotherNamespaceIsRefused() throws Exception {
    try (Program probe = inNamespace(List.of("true"))) {
      assumeTrue(probe.status() == 0, "no PID namespace to be had");
    }
    String name = queues.name();
    SharedQueue.create(name, Codec.utf8()).close();
    try (Program opener = inNamespace(Program.jvm(List.of(), Opener.class, name))) {
      DemoTest.assertFailsWith("it was made in another PID namespace", opener);
    }
  }
}

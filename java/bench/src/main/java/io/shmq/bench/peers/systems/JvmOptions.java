/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import java.util.List;

/** What libraries need to be allowed. */
final class JvmOptions {
  /** Agrona and Aeron use the JDK's own Unsafe, and the one for others. */
  static final List<String> AGRONA = List.of(
      "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow");

  private JvmOptions() {}
}

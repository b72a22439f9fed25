/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resources that nobody closes. */
final class Leaks {
  static void opensAndForgets(String name) {
    // error: resourceleak:required.method.not.called
    SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8());
    queue.putNowait("message");
  }

  static void closesUnlessInterrupted(String name) throws InterruptedException {
    // error: resourceleak:required.method.not.called
    SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
    queue.put("message");
    queue.close();
  }

  static long forgetsConfinedArena() {
    // error: resourceleak:required.method.not.called
    return Arena.ofConfined().allocate(8).address();
  }

  static long forgetsSharedArena() {
    // error: resourceleak:required.method.not.called
    Arena arena = Arena.ofShared();
    return arena.allocate(8).address();
  }

  static int forgetsStream(Path file) throws IOException {
    // error: resourceleak:required.method.not.called
    return Files.newInputStream(file).read();
  }
}

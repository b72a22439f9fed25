/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.peers.systems.Aeron;
import io.shmq.bench.peers.systems.AgronaRing;
import io.shmq.bench.peers.systems.CacheLine;
import io.shmq.bench.peers.systems.Chronicle;
import io.shmq.bench.peers.systems.JeroMq;
import io.shmq.bench.peers.systems.NamedPipe;
import io.shmq.bench.peers.systems.Shmq;
import io.shmq.bench.peers.systems.ThreadQueue;
import io.shmq.bench.peers.systems.UnixSocket;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;

/** All systems in Java that take part. */
final class Systems {
  private static final List<PeerSystem> ALL = Stream.of(
          Shmq.all(),
          AgronaRing.all(),
          Aeron.all(),
          List.of(
              new Chronicle(), new UnixSocket(), new NamedPipe(), new JeroMq(), new CacheLine()),
          ThreadQueue.all())
      .<PeerSystem>flatMap(List::stream)
      .toList();

  private Systems() {}

  /** Returns them. */
  static List<PeerSystem> all() {
    return ALL;
  }

  /** Returns the one with a name, which may be one that others provide as a service. */
  static PeerSystem named(String name) {
    return Stream.concat(
            ALL.stream(), ServiceLoader.load(PeerSystem.class).stream().map(Provider::get))
        .filter(system -> system.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no such system (name=" + name + "): --list shows those there are."));
  }
}

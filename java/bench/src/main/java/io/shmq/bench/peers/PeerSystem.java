/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Something that carries messages, to be measured. */
public interface PeerSystem {
  /** Returns its name in results. */
  String name();

  /** Returns what its two sides are. */
  default Scope scope() {
    return Scope.PROCESSES;
  }

  /**
   * Returns true if it can do this.
   *
   * @param setting what is asked of it
   * @return true if it can, or false if not
   */
  boolean takes(Setting setting);

  /** Returns true if its capacity is what the setting says. */
  default boolean hasCapacity() {
    return true;
  }

  /** Returns the options that a JVM needs for it. */
  default List<String> jvmOptions() {
    return List.of();
  }

  /**
   * Returns the process that it needs beside the two, which is started before them.
   *
   * @param folder the measurement's folder
   * @return what that process does, or empty if there is none
   */
  default Optional<Helper> helper(Path folder) {
    return Optional.empty();
  }

  /**
   * Opens it in this process.
   *
   * @param place where
   * @return the node
   * @throws Exception if the system fails
   */
  Node open(Place place) throws Exception;

  /**
   * Removes what is left of it outside the measurement's folder, after its processes are gone.
   *
   * @param place where it was
   */
  default void remove(Place place) {}
}

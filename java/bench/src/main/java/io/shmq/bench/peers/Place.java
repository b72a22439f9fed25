/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.nio.file.Path;

/**
 * Where a system is to be in one measurement.
 *
 * @param folder a folder in memory for its files, which goes with the measurement
 * @param isFirst true in the process that opens first, and makes what others open
 * @param setting what it is to do
 */
public record Place(Path folder, boolean isFirst, Setting setting) {
  /**
   * Returns a name that no other measurement has, for what lies elsewhere.
   *
   * @param channel name of a channel
   * @return the name
   */
  public String uniqueName(String channel) {
    return folder.getFileName() + "-" + channel;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import io.shmq.process.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program with a pool that has a folder for class data archives; its class path is the test's choice. */
public final class ArchivingPool {
  private ArchivingPool() {}

  /**
   * Prints whether a worker has mapped an archive of that folder.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws InterruptedException {
    String folder = arguments[0];
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).classDataArchive(Path.of(folder)).create()) {
      System.out.print(pool.apply(ArchivingPool::hasMapped, folder));
    }
  }

  private static boolean hasMapped(String folder) throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(folder);
  }
}

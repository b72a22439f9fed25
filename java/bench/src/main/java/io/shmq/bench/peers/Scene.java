/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of one measurement and the folder in memory where they meet. Closing this ends and
 * removes them, and so does the end of this process.
 */
final class Scene implements AutoCloseable {
  static final Path MEMORY = Path.of("/dev/shm");

  /** How the names of what this process has there begin, or go on behind a system's own prefix. */
  static final String FOLDERS = "shmq-bench-" + ProcessHandle.current().pid() + "-";

  private final PeerSystem system;
  private final Setting setting;
  private final Path folder;
  private final Processes processes;
  private final Thread hook;

  Scene(PeerSystem system, Setting setting) throws IOException {
    this.system = system;
    this.setting = setting;
    folder = Files.createTempDirectory(MEMORY, FOLDERS);
    processes = new Processes(folder, system);
    hook = new Thread(() -> strike(system, setting, folder, processes), "scene-removal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  PeerSystem system() {
    return system;
  }

  Setting setting() {
    return setting;
  }

  Path folder() {
    return folder;
  }

  Processes processes() {
    return processes;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already, and it takes no harm from being overtaken.
    }
    strike(system, setting, folder, processes);
  }

  private static void strike(PeerSystem system, Setting setting, Path folder, Processes processes) {
    processes.close();
    system.remove(new Place(folder, true, setting));
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("Cannot remove all of a measurement (folder=" + folder + "): " + e);
    }
  }
}

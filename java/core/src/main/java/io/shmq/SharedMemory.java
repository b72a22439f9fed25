/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The object behind a queue's name, as an error message describes it to a person. */
final class SharedMemory {
  private static final String DIRECTORY = "/dev/shm";

  private final String file;

  private SharedMemory(String file) {
    this.file = file;
  }

  static SharedMemory of(String name) {
    return new SharedMemory(DIRECTORY + "/shmq." + name);
  }

  @Override
  public String toString() {
    return "file=" + file;
  }

  /** Returns the file with its size, as far as it can be seen. */
  String withSize() {
    try {
      return this + ", size=" + Files.size(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      return toString();
    }
  }

  /** Returns the file with its owner and permissions, as far as they can be seen. */
  String withOwner() {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(Path.of(file), PosixFileAttributes.class);
      return this
          + ", owner="
          + attributes.owner().getName()
          + ", mode="
          + PosixFilePermissions.toString(attributes.permissions());
    } catch (IOException | InvalidPathException e) {
      return toString();
    }
  }

  /** Returns how much shared memory this machine or container has, and how much is free. */
  static String space() {
    try {
      FileStore store = Files.getFileStore(Path.of(DIRECTORY));
      return "directory="
          + DIRECTORY
          + ", total="
          + store.getTotalSpace()
          + ", free="
          + store.getUsableSpace()
          + " bytes";
    } catch (IOException e) {
      return "directory=" + DIRECTORY;
    }
  }

  /** Returns how many files this process has open, as far as it can be seen. */
  static String openFiles() {
    String[] files = new File("/proc/self/fd").list();
    return files == null ? "unknown" : String.valueOf(files.length);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says that this process has of queues. */
public final class Holdings {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private Holdings() {}

  /** Returns how many descriptors and mappings there are of files whose path has this part. */
  public static long of(String part) {
    return descriptors(part) + mappings(part);
  }

  private static long mappings(String part) {
    try (Stream<String> lines = Files.lines(MAPPINGS)) {
      return lines.filter(line -> line.contains(part)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many descriptors there are of files whose path has this part. */
  public static long descriptors(String part) {
    try (Stream<Path> entries = Files.list(DESCRIPTORS)) {
      List<Path> all = entries.toList();
      return all.stream().filter(entry -> target(entry).contains(part)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      // Closed meanwhile, as the one that the folder was listed with.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

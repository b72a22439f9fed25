/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What Linux says of processors, and of the time that they spent. */
final class ProcessorTimes {
  /** The unit of times in /proc on Linux is fixed, whatever the kernel's own ticks are. */
  static final double TICKS_PER_SECOND = 100;

  private static final double NANOS_PER_SECOND = 1e9;
  /** The fields of a line of /proc/stat in which a processor works: not idle, nor waiting for a disk. */
  private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

  /** Behind the name in /proc/PID/stat, which may have spaces itself. */
  private static final int USER_TIME = 12;

  private ProcessorTimes() {}

  /** Returns the processors that this process may use, in order. */
  static List<Integer> allowed() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Cpus_allowed_list:")) {
        return list(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    throw new IOException(
        "Linux does not say which processors this process may use (file=/proc/self/status).");
  }

  /** Returns the numbers in a list such as 0,2-5. */
  static List<Integer> list(String ranges) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = Integer.parseInt(range.substring(dash + 1));
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Returns for how many ticks the processors have worked, for whomever. */
  static long busyTicks(Collection<Integer> processors) throws IOException {
    long ticks = 0;
    for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
      List<String> fields = List.of(line.split(" +", -1));
      if (processors.stream().anyMatch(number -> fields.get(0).equals("cpu" + number))) {
        for (int field : BUSY) {
          ticks += Long.parseLong(fields.get(field));
        }
      }
    }
    return ticks;
  }

  /** Returns for how many ticks processors have worked for a process; 0 if it is gone. */
  static long ticks(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (NoSuchFileException e) {
      return 0;
    }
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1));
    return Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(USER_TIME + 1));
  }

  /** Returns for how many seconds processors have worked for a thread. */
  static double seconds(long pid, long thread) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "task", Long.toString(thread), "schedstat");
    String text = Files.readString(file);
    return Long.parseLong(List.of(text.split(" ", -1)).get(0)) / NANOS_PER_SECOND;
  }
}

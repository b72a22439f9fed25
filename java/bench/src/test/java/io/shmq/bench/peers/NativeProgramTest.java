/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeProgramTest {
  private static final Path REAL = Path.of(System.getProperty("shmq.bench.peers"));
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  @Test
  void whatTheProgramMeasuresIsRead() throws Exception {
    Results results = new NativeProgram(REAL, LONG)
        .measure(
            List.of(
                "--systems=shmq;pipe",
                "--works=one-way,round-trip,idle",
                "--waits=sleep,default",
                "--sizes=64",
                "--capacities=1048576"),
            0.2);
    Set<Work> works =
        results.measurements().stream().map(Measurement::work).collect(Collectors.toSet());
    assertEquals(Set.of(Work.ONE_WAY, Work.ROUND_TRIP, Work.IDLE), works);
    for (Measurement measurement : results.measurements()) {
      assertEquals(null, measurement.failure());
      assertEquals(Language.C, measurement.language());
    }
  }

  @Test
  void theSystemsOfTheProgramAreKnown() throws Exception {
    List<String> systems = new NativeProgram(REAL, LONG).systems();
    assertTrue(systems.contains("POSIX message queue"), systems.toString());
    assertTrue(systems.contains("shmq, claimed"), systems.toString());
    assertTrue(systems.stream().noneMatch(name -> name.contains(": ")), systems.toString());
  }

  @Test
  void aProgramThatHangsIsEndedWithItsChildren() throws Exception {
    Path pids = folder.resolve("pids");
    Path program = script("sleep 600 & echo $$ $! > " + pids + "; wait");
    String message = assertThrows(
            MeasurementException.class,
            () -> new NativeProgram(program, Duration.ofSeconds(3)).measure(List.of(), 1))
        .getMessage();
    assertTrue(message.contains("waited=3000 ms"), message);
    for (String pid : Files.readString(pids).strip().split(" ", -1)) {
      assertTrue(Patience.await(() -> hasEnded(pid)), pid);
    }
  }

  /** Returns true if a process has ended, whether or not anyone has asked how. */
  private static boolean hasEnded(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aProgramWithoutResultsFails() throws Exception {
    Path program = script("echo '{}'; exit 3");
    String message = assertThrows(
            MeasurementException.class,
            () -> new NativeProgram(program, LONG).measure(List.of(), 1))
        .getMessage();
    assertTrue(message.contains("status=3"), message);
    assertFalse(message.contains("null"), message);
  }

  private Path script(String lines) throws IOException {
    Path script = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + lines + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}

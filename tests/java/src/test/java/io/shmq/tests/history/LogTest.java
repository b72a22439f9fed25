/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded is what was called. */
class LogTest {
  private static final Operation PUT = Operation.of(Operation.Kind.PUT_MANY, 7, -8, 9);
  private static final Operation GET = Operation.of(Operation.Kind.GET);

  private static List<String> texts(Log log) {
    return log.calls().stream().map(Call::text).collect(Collectors.toList());
  }

  @Test
  void callsAndTheirResultsComeBack() {
    Log log = Log.inMemory(2);
    assertEquals(List.of(), log.calls());
    assertEquals(Result.done(2), log.record(PUT, operation -> Result.done(2)));
    assertTrue(log.hasMoreThan(0));
    assertFalse(log.hasMoreThan(1));
    log.record(GET, operation -> Result.refused(Result.Outcome.EMPTY));
    assertTrue(log.hasMoreThan(1));
    assertEquals(List.of("PUT_MANY[7, -8, 9] = [2]", "GET[] = EMPTY"), texts(log));
  }

  @Test
  void stampsEncloseTheCall() {
    Log log = Log.inMemory(1);
    long[] inside = new long[1];
    log.record(GET, operation -> {
      inside[0] = System.nanoTime();
      return Result.done(1);
    });
    Call<QueueState> call = log.calls().get(0);
    assertTrue(call.begin() <= inside[0] && inside[0] <= call.end(), call.toString());
  }

  @Test
  void callThatDidNotReturnIsCutOff() {
    Log log = Log.inMemory(2);
    log.record(PUT, operation -> Result.done(3));
    assertThrows(
        IllegalStateException.class,
        () -> log.record(GET, operation -> {
          throw new IllegalStateException("killed");
        }));
    Call<QueueState> last = log.calls().get(1);
    assertEquals("GET[] was cut off", last.text());
    assertEquals(Call.NEVER, last.end());
  }

  @Test
  void fileShowsAtOnceWhatWasRecorded(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("log");
    Log log = Log.toFile(file, 3);
    log.record(PUT, operation -> Result.done(3));
    assertEquals(texts(log), texts(Log.fromFile(file)));
    assertEquals(1, Log.fromFile(file).calls().size());
  }
}

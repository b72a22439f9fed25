/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
  private static Measurement measure(PeerSystem system, Work work, Wait waiting, long millis)
      throws Exception {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return new Coordinator(new Timing(nanos, nanos, 1, 2))
        .measure(system, new Setting(work, waiting, 64, 1, 1, 1 << 20), 1);
  }

  @Test
  void aSystemWithoutFaultsPasses() throws Exception {
    Measurement measurement = measure(new FaultySystem.Sound(), Work.ONE_WAY, Wait.SPIN, 50);
    assertEquals(null, measurement.failure());
    assertTrue(measurement.messages() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Losing, A message is missing",
    "Tearing, A message is torn",
    "Shortening, A message has changed its length",
    "Doubling, A message came again",
    "Reordering, A message is missing"
  })
  void aFaultFailsTheMeasurement(String fault, String why) throws Exception {
    PeerSystem system = Systems.named(FaultySystem.class.getName() + "$" + fault);
    Measurement measurement = measure(system, Work.ONE_WAY, Wait.SPIN, 50);
    String failure = measurement.failure();
    assertNotNull(failure);
    assertTrue(failure.contains(why), failure);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Latency;
import io.shmq.bench.results.Measurement;
import java.util.Locale;

/** A measurement as a line of text. */
final class Line {
  private static final double MILLION = 1e6;

  private Line() {}

  /** Returns the line. */
  static String of(Measurement measurement) {
    return String.format(
        Locale.ROOT,
        "round %d  %-30s %-6s %-12s %-7s %6d B  %d/%d%s  %s",
        measurement.round(),
        measurement.system(),
        measurement.language(),
        Names.name(measurement.work()),
        Names.name(measurement.waiting()),
        measurement.messageBytes(),
        measurement.producers(),
        measurement.consumers(),
        measurement.capacityBytes() == null ? "" : "  " + measurement.capacityBytes() + " B",
        result(measurement));
  }

  private static String result(Measurement measurement) {
    String failure = measurement.failure();
    if (failure != null) {
      return "FAILED: " + failure;
    }
    Latency latency = measurement.latencyNanos();
    Double share = measurement.processorShare();
    Double perSecond = measurement.perSecond();
    String figure = latency != null
        ? String.format(
            Locale.ROOT,
            "%.0f ns, 99 %% %.0f, 99.9 %% %.0f, max %.0f",
            latency.p50(),
            latency.p99(),
            latency.p999(),
            latency.max())
        : share != null
            ? String.format(Locale.ROOT, "%.4f %% of a processor", share * 100)
            : perSecond != null ? String.format(Locale.ROOT, "%.3f M/s", perSecond / MILLION) : "";
    return figure
        + String.format(
            Locale.ROOT,
            "  (windows %d + %d%s, line %.0f to %.0f ns)",
            measurement.windows(),
            measurement.discardedWindows(),
            measurement.noisy() ? " noisy" : "",
            measurement.lineNanosBefore(),
            measurement.lineNanosAfter());
  }
}

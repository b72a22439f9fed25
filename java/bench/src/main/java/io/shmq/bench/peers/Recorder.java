/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** How long round trips took, by window. Window 0 is for those that do not count. */
final class Recorder {
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;
  private static final String FILE = "round-trips.hlog";

  private final List<Histogram> histograms = new ArrayList<>();

  /** Creates one for windows up to the given one; there is memory for all of them then. */
  Recorder(int lastWindow) {
    for (int i = 0; i <= lastWindow; i++) {
      histograms.add(empty());
    }
  }

  private static Histogram empty() {
    return new Histogram(MAX_NANOS, DIGITS);
  }

  /** Takes down how long a round trip took, in nanoseconds. */
  void record(int window, long nanos) {
    histograms.get(window).recordValue(Math.max(1, Math.min(nanos, MAX_NANOS)));
  }

  /** Returns the median of those that do not count. */
  long median() {
    return histograms.get(0).getValueAtPercentile(50);
  }

  /** Writes all but those that do not count into a folder. */
  void write(Path folder) throws IOException {
    try (PrintStream out = new PrintStream(Files.newOutputStream(folder.resolve(FILE)))) {
      HistogramLogWriter writer = new HistogramLogWriter(out);
      for (int window = 1; window < histograms.size(); window++) {
        Histogram histogram = histograms.get(window);
        histogram.setTag(Integer.toString(window));
        writer.outputIntervalHistogram(window, window + 1, histogram, 1);
      }
    }
  }

  /** Returns what another process wrote into a folder of those windows that are wanted. */
  static Histogram read(Path folder, IntPredicate isWanted) throws IOException {
    Histogram sum = empty();
    try (HistogramLogReader reader = new HistogramLogReader(folder.resolve(FILE).toFile())) {
      while (reader.hasNext()) {
        EncodableHistogram next = reader.nextIntervalHistogram();
        if (next instanceof Histogram histogram
            && isWanted.test(Integer.parseInt(String.valueOf(histogram.getTag())))) {
          sum.add(histogram);
        }
      }
    }
    return sum;
  }
}

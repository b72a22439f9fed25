/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import java.util.Locale;

/** Figures with their units, as they stand in a report. */
public final class Units {
  private static final int KIBI = 1024;
  private static final double KILO = 1000;

  private Units() {}

  /**
   * Returns messages per second.
   *
   * @param perSecond the figure
   * @return its text, as "61.2 M/s"
   */
  public static String rate(double perSecond) {
    return scaled(perSecond, "/s", "k/s", "M/s", "G/s");
  }

  /**
   * Returns bytes per second.
   *
   * @param perSecond the figure
   * @return its text, as "3.91 GB/s"
   */
  public static String bytesPerSecond(double perSecond) {
    return scaled(perSecond, "B/s", "kB/s", "MB/s", "GB/s", "TB/s");
  }

  /**
   * Returns a time.
   *
   * @param nanos nanoseconds
   * @return its text, as "152 ns"
   */
  public static String time(double nanos) {
    return scaled(nanos, "ns", "µs", "ms", "s");
  }

  /**
   * Returns a length or a capacity.
   *
   * @param bytes bytes
   * @return its text, as "64 KiB"
   */
  public static String bytes(long bytes) {
    if (bytes >= KIBI * KIBI && bytes % (KIBI * KIBI) == 0) {
      return bytes / (KIBI * KIBI) + " MiB";
    }
    if (bytes >= KIBI && bytes % KIBI == 0) {
      return bytes / KIBI + " KiB";
    }
    return bytes + " B";
  }

  /**
   * Returns a share.
   *
   * @param share 1 is all
   * @return its text, as "0.04 %"
   */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", share * 100);
  }

  /**
   * Returns a ratio. Below 1 it has more digits, so that a goal that is just missed does not look
   * like one that is reached.
   *
   * @param ratio the ratio
   * @return its text, as "1.04" or "0.996"
   */
  public static String ratio(double ratio) {
    String format = ratio < 0.01 ? "%.4f" : ratio < 10 ? "%.3f" : "%.1f";
    return String.format(Locale.ROOT, format, ratio);
  }

  private static String scaled(double figure, String... units) {
    double rest = figure;
    String unit = "";
    for (String each : units) {
      if (!unit.isEmpty() && roundsBelow(rest)) {
        break;
      }
      rest = unit.isEmpty() ? rest : rest / KILO;
      unit = each;
    }
    return String.format(
        Locale.ROOT, rest < 9.995 ? "%.2f %s" : rest < 99.95 ? "%.1f %s" : "%.0f %s", rest, unit);
  }

  /** Returns true if a figure has at most three digits before the point when it is rounded. */
  private static boolean roundsBelow(double figure) {
    return figure < KILO - 0.5;
  }
}

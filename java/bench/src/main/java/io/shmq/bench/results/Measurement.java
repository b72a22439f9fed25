/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One system, measured once.
 *
 * @param system its name
 * @param language what it was used from
 * @param scope what its two sides were
 * @param work what it did
 * @param waiting how it waited
 * @param messageBytes length of a message in bytes
 * @param producers number of producers
 * @param consumers number of consumers
 * @param capacityBytes capacity of the queue in bytes, or null if the system has none
 * @param round the round that it belongs to, from 1
 * @param perSecond messages per second, or null if they were not counted
 * @param messages messages, or round trips, in the time that counts
 * @param seconds that time in seconds
 * @param windows windows of time that count
 * @param discardedWindows windows that do not, because other work ran in them
 * @param noisy true if windows in which other work ran had to count
 * @param latencyNanos how long round trips took, or null if there were none
 * @param intervalNanos the time in nanoseconds from one round trip's start to the next one's, 0 if each
 *     started when the one before had ended, or null if there were none
 * @param processorShare processor time that the consumer used per time that passed, or null if it was
 *     not measured
 * @param lineNanosBefore the time in nanoseconds that a cache line takes from one processor to the
 *     other and back, before the measurement, or 0 if that is not known
 * @param lineNanosAfter the same after it
 * @param failure what went wrong, as a sentence, or null if nothing did; without one there is the
 *     figure that the work is about
 */
public record Measurement(
    String system,
    Language language,
    Scope scope,
    Work work,
    @JsonProperty("wait") Wait waiting,
    int messageBytes,
    int producers,
    int consumers,
    @JsonSetter(nulls = Nulls.SET) @Nullable Long capacityBytes,
    int round,
    @JsonSetter(nulls = Nulls.SET) @Nullable Double perSecond,
    long messages,
    double seconds,
    int windows,
    int discardedWindows,
    boolean noisy,
    @JsonSetter(nulls = Nulls.SET) @Nullable Latency latencyNanos,
    @JsonSetter(nulls = Nulls.SET) @Nullable Double intervalNanos,
    @JsonSetter(nulls = Nulls.SET) @Nullable Double processorShare,
    double lineNanosBefore,
    double lineNanosAfter,
    @JsonSetter(nulls = Nulls.SET) @Nullable String failure) {
  /** Checks the figures. */
  public Measurement {
    Figures.requireNotNegative("messageBytes", messageBytes);
    Figures.requireNotNegative("producers", producers);
    Figures.requireNotNegative("consumers", consumers);
    Figures.requirePositive("round", round);
    Figures.requireNotNegative("messages", messages);
    Figures.requireNotNegative("seconds", seconds);
    Figures.requireNotNegative("windows", windows);
    Figures.requireNotNegative("discardedWindows", discardedWindows);
    Figures.requireNotNegative("lineNanosBefore", lineNanosBefore);
    Figures.requireNotNegative("lineNanosAfter", lineNanosAfter);
    if (capacityBytes != null) {
      Figures.requirePositive("capacityBytes", capacityBytes);
    }
    if (intervalNanos != null) {
      Figures.requireNotNegative("intervalNanos", intervalNanos);
    }
    if (failure == null) {
      requireFigure(work, perSecond, latencyNanos, processorShare);
    }
  }

  private static void requireFigure(
      Work work,
      @Nullable Double perSecond,
      @Nullable Latency latencyNanos,
      @Nullable Double processorShare) {
    switch (work) {
      case ONE_WAY, MANY_TO_MANY -> Figures.requirePositive("perSecond", orNan(perSecond));
      case ROUND_TRIP -> {
        if (latencyNanos == null) {
          throw new IllegalArgumentException("latencyNanos=null without a failure");
        }
      }
      case IDLE -> Figures.requireNotNegative("processorShare", orNan(processorShare));
      default -> throw new IllegalArgumentException("work=" + work);
    }
  }

  /** A figure that is not there is not a number. */
  private static double orNan(@Nullable Double figure) {
    return figure == null ? Double.NaN : figure;
  }

  /**
   * Returns this measurement as one of another round, as when a program that ran by itself was one of
   * several systems.
   *
   * @param other number of that round, from 1
   * @return the measurement
   */
  public Measurement inRound(int other) {
    return new Measurement(
        system,
        language,
        scope,
        work,
        waiting,
        messageBytes,
        producers,
        consumers,
        capacityBytes,
        other,
        perSecond,
        messages,
        seconds,
        windows,
        discardedWindows,
        noisy,
        latencyNanos,
        intervalNanos,
        processorShare,
        lineNanosBefore,
        lineNanosAfter,
        failure);
  }
}

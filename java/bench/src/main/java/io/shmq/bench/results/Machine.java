/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The machine that a run was on, and what the systems were built with.
 *
 * @param processor model of its processors
 * @param processors how many of them the run could use
 * @param kernel release of the Linux kernel
 * @param java version of Java, or null if there was none in the run
 * @param compiler C compiler and its version, or null if it is not known
 */
public record Machine(
    String processor,
    int processors,
    String kernel,
    @JsonSetter(nulls = Nulls.SET) @Nullable String java,
    @JsonSetter(nulls = Nulls.SET) @Nullable String compiler) {
  /** Checks the number of processors. */
  public Machine {
    Figures.requirePositive("processors", processors);
  }

  /** Returns true if figures of the other machine can stand beside those of this one. */
  boolean isSame(Machine other) {
    return processor.equals(other.processor)
        && processors == other.processors
        && kernel.equals(other.kernel);
  }
}

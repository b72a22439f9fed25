/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.results.Language;

/** Systems that are together in a plot: all of them in one would be too many lines to tell apart. */
enum Family {
  JAVA("java", "Java") {
    @Override
    boolean has(Language language) {
      return language == Language.JAVA;
    }
  },
  NATIVE("native", "C and Python") {
    @Override
    boolean has(Language language) {
      return language != Language.JAVA;
    }
  };

  private final String file;
  private final String text;

  Family(String file, String text) {
    this.file = file;
    this.text = text;
  }

  abstract boolean has(Language language);

  Samples of(Samples samples) {
    return samples.where(measurement -> has(measurement.language()));
  }

  /** Returns its part of a file's name. */
  String file() {
    return file;
  }

  @Override
  public String toString() {
    return text;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;

/** What values of results are called in a report. */
public final class Labels {
  private Labels() {}

  /**
   * Returns the name of a language.
   *
   * @param language the language
   * @return its name
   */
  public static String of(Language language) {
    return switch (language) {
      case JAVA -> "Java";
      case C -> "C";
      case PYTHON -> "Python";
    };
  }

  /**
   * Returns the name of a system, with its language, and that it is for threads alone.
   *
   * @param system the system
   * @param language what it is used from
   * @param scope what its two sides are
   * @return its name
   */
  public static String of(String system, Language language, Scope scope) {
    return system + " (" + of(language) + (scope == Scope.THREADS ? ", threads" : "") + ")";
  }

  /**
   * Returns how a system waits.
   *
   * @param waiting how
   * @return what it does
   */
  public static String of(Wait waiting) {
    return switch (waiting) {
      case SPIN -> "spinning";
      case SLEEP -> "sleeping";
      case DEFAULT -> "waiting as by default";
    };
  }

  /**
   * Returns what a system did.
   *
   * @param work the work
   * @return its name
   */
  public static String of(Work work) {
    return switch (work) {
      case ONE_WAY -> "one way";
      case ROUND_TRIP -> "round trip";
      case MANY_TO_MANY -> "many to many";
      case IDLE -> "idle";
    };
  }
}

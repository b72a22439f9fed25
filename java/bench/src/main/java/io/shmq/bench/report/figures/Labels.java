/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;

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
   * @param each what was measured
   * @return its name
   */
  public static String of(Case each) {
    String threads = each.scope() == Scope.THREADS ? ", threads" : "";
    return each.system() + " (" + of(each.language()) + threads + ")";
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
}

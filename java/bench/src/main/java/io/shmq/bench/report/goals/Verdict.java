/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

/** Whether a goal is reached. */
public enum Verdict {
  /** It is. */
  REACHED("reached"),
  /** It is not. */
  MISSED("missed"),
  /** It is not known. */
  NOT_MEASURED("not measured");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

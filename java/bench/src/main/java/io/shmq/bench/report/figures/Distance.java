/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

/** How far from each other the two processors were during a measurement. */
public enum Distance {
  /** Near, before and after. */
  NEAR("near"),
  /** Far, before and after. */
  FAR("far"),
  /** Near before and far after, or the other way round. */
  MOVED("moved"),
  /** It is not known. */
  UNKNOWN("not measured");

  private final String text;

  Distance(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

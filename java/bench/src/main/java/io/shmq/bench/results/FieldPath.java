/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** The place of a value in a document, as {@code measurements[3].perSecond}. */
final class FieldPath {
  private FieldPath() {}

  /** Returns the place where reading failed; it is empty at the top. */
  static String of(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}

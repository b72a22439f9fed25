/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.util.EnumSet;
import java.util.Locale;

/** Constants by the names that they have in results and in options. */
final class Names {
  private Names() {}

  /** Returns the constant with a name such as one-way. */
  static <T extends Enum<T>> T of(Class<T> type, String name) {
    return EnumSet.allOf(type).stream()
        .filter(constant -> name(constant).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no such "
            + type.getSimpleName().toLowerCase(Locale.ROOT)
            + " (name="
            + name
            + "): there are "
            + String.join(", ", EnumSet.allOf(type).stream().map(Names::name).toList())
            + "."));
  }

  /** Returns the name of a constant. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

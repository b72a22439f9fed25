/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The filters for what comes from other processes. */
final class Filters {
  /** What travels whatever the application sends: a lambda's own class is checked beside that. */
  private static final Set<String> OWN = Set.of("io.shmq", "io.shmq.process", "java.lang.invoke");

  private Filters() {}

  /**
   * Returns a filter.
   *
   * @param pattern pattern as of {@link ObjectInputFilter.Config#createFilter}, which decides before
   *     the application's classes are allowed; empty for these alone
   */
  static ObjectInputFilter of(String pattern) {
    if (pattern.isEmpty()) {
      return ApplicationFilter.INSTANCE;
    }
    ObjectInputFilter first = ObjectInputFilter.Config.createFilter(pattern);
    return info -> {
      @Nullable Class<?> type = info.serialClass();
      if (type != null && OWN.contains(type.getPackageName())) {
        return Status.ALLOWED;
      }
      Status status = first.checkInput(info);
      return status == Status.UNDECIDED ? ApplicationFilter.INSTANCE.checkInput(info) : status;
    };
  }
}

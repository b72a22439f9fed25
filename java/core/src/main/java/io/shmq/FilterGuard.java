/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Two filters on one stream: the codec's, and the one that the stream has already, which the JDK
 * would replace by the codec's. Both must agree to everything. It remembers what they did not agree
 * to, which the JDK's exception does not say.
 */
final class FilterGuard implements ObjectInputFilter {
  private final ObjectInputFilter own;
  private @Nullable ObjectInputFilter jvmWide;
  private @Nullable String rejection;

  FilterGuard(ObjectInputFilter own) {
    this.own = own;
  }

  /** Becomes the filter of a stream from which nothing has been read. */
  void protect(ObjectInputStream objects) {
    jvmWide = objects.getObjectInputFilter();
    objects.setObjectInputFilter(this);
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Status status = check(own, "codec's filter", info);
    ObjectInputFilter other = jvmWide;
    if (status == Status.REJECTED || other == null) {
      return status;
    }
    Status second = check(other, "JVM-wide filter, as in -Djdk.serialFilter,", info);
    return second == Status.UNDECIDED ? status : second;
  }

  private Status check(ObjectInputFilter filter, String name, FilterInfo info) {
    Status status = Status.REJECTED;
    try {
      status = filter.checkInput(info);
      return status;
    } finally {
      // The JDK takes an exception, too, for a rejection.
      if (status == Status.REJECTED) {
        rejection = describe(name, info);
      }
    }
  }

  private static String describe(String name, FilterInfo info) {
    Class<?> type = info.serialClass();
    return "The "
        + name
        + " rejects what is in the message (class="
        + (type == null ? "none" : type.getName())
        + ", arrayLength="
        + info.arrayLength()
        + ", depth="
        + info.depth()
        + ", references="
        + info.references()
        + ", bytes="
        + info.streamBytes()
        + ")";
  }

  /** Returns what was rejected by which filter, or null if nothing was. */
  @Nullable
  String rejection() {
    return rejection;
  }
}

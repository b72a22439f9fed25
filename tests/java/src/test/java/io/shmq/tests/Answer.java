/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.Callable;

/**
 * What a call came to.
 *
 * @param value what it returned
 * @param failure what it threw; null if it returned
 */
record Answer<T>(T value, Exception failure) {
  /** Makes a call. */
  static <T> Answer<T> of(Callable<T> call) {
    try {
      return new Answer<>(call.call(), null);
    } catch (Exception e) {
      return new Answer<>(null, e);
    }
  }

  boolean isFailure() {
    return failure != null;
  }

  /** Checks that the call returned if there is no reason to refuse, or else threw one of those. */
  boolean succeededUnless(Set<Class<?>> refusals) {
    if (refusals.isEmpty() && isFailure()) {
      throw new AssertionError("The call was refused without a reason.", failure);
    }
    if (!refusals.isEmpty()) {
      assertTrue(
          isFailure() && refusals.contains(failure.getClass()),
          () -> "expected=" + refusals + ", answer=" + this);
    }
    return !isFailure();
  }
}

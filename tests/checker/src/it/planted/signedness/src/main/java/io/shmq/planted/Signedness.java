/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import org.checkerframework.checker.signedness.qual.Unsigned;

/** Unsigned lengths that are taken for signed ones. */
final class Signedness {
  static boolean comparesAsSigned(@Unsigned long length, @Unsigned long capacity) {
    // error: signedness:comparison.unsignedlhs
    return length <= capacity;
  }

  static boolean comparesSignedWithUnsigned(int length, @Unsigned int capacity) {
    // error: signedness:comparison.unsignedrhs
    return length <= capacity;
  }

  static @Unsigned long dividesAsSigned(@Unsigned long length, @Unsigned long count) {
    // error: signedness:operation.unsignedlhs
    return length / count;
  }

  static @Unsigned int shiftsAsSigned(@Unsigned int length) {
    // error: signedness:shift.signed
    return length >> 1;
  }

  static long returnsAsSigned(@Unsigned long length) {
    // error: signedness:return
    return length;
  }
}

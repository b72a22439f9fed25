/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.checker.signedness.qual.UnknownSignedness;

/** What a user's type variable stands for, as an object among others. */
final class AnyObject {
  private AnyObject() {}

  /** Returns the object itself. */
  @SuppressWarnings("signedness:return") // no boxed number is unsigned
  static @Nullable Object of(@Nullable @UnknownSignedness Object object) {
    return object;
  }

  /** Returns the objects themselves, as they are now. */
  @SuppressWarnings("signedness:type.arguments.not.inferred") // as above
  static List<@Nullable Object> listOf(Collection<?> objects) {
    return Arrays.asList(objects.toArray());
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import io.shmq.SharedQueue;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Null where an object is needed. */
final class Nullness {
  // error: nullness:initialization.field.uninitialized
  private String name;
  private @Nullable String text;

  void setName(String newName) {
    name = newName;
  }

  int nameLength() {
    return name.length();
  }

  int dereferencesNullableField() {
    // error: nullness:dereference.of.nullable
    return text.length();
  }

  static int dereferencesNullableResult(String property) {
    // error: nullness:dereference.of.nullable
    return System.getProperty(property).length();
  }

  static String returnsNullableResult(String property) {
    // error: nullness:return
    return System.getProperty(property);
  }

  static void putsNull(SharedQueue<String> queue) throws InterruptedException {
    // error: nullness:argument
    queue.put(null);
  }

  // error: nullness:type.argument
  static int queueOfNullableElements(SharedQueue<@Nullable String> queue) {
    return queue.qsize();
  }
}

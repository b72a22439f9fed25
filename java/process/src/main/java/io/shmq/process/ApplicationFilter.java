/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.ObjectInputFilter;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Allows what the application defines: classes of its class path and module path, and of the JDK
 * those that are data, and exceptions.
 */
enum ApplicationFilter implements ObjectInputFilter {
  INSTANCE;

  /** The JDK's packages whose serializable classes are data, and no more than that. */
  private static final Set<String> DATA = Set.of(
      "java.lang",
      "java.math",
      "java.net",
      "java.time",
      "java.time.chrono",
      "java.time.zone",
      "java.util",
      "java.util.concurrent",
      "java.util.concurrent.atomic",
      "java.util.regex");

  /** A lambda, whose class is checked on its own, and a file's name. */
  private static final Set<String> CLASSES =
      Set.of("java.lang.invoke.SerializedLambda", "java.io.File");

  @Override
  public Status checkInput(FilterInfo info) {
    @Nullable Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    if (type.isPrimitive() || isData(type) || isOfApplication(type)) {
      return Status.ALLOWED;
    }
    return Status.REJECTED;
  }

  private static boolean isData(Class<?> type) {
    return DATA.contains(type.getPackageName())
        || CLASSES.contains(type.getName())
        || Throwable.class.isAssignableFrom(type);
  }

  private static boolean isOfApplication(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader();
  }

  @Override
  public String toString() {
    return "classes of the application, and data classes and exceptions of the JDK";
  }
}

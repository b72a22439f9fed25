/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import io.shmq.internal.BindingProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** A program that tells what the JVM is that it runs on, and which bindings are for it. */
final class Probe {
  /** More than a class path has; bounds the search if the loader fails over and over. */
  private static final int MAX_PROVIDERS = 64;

  private Probe() {}

  /**
   * Prints the version of Java on the first line and the name of a binding on each other.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(Runtime.version().feature());
    for (String binding : bindings()) {
      System.out.println(binding);
    }
  }

  /** Returns the names of the bindings on the class path that are for this JVM. */
  static List<String> bindings() {
    Iterator<BindingProvider> providers =
        ServiceLoader.load(BindingProvider.class).iterator();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < MAX_PROVIDERS; i++) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        names.add(providers.next().name());
      } catch (ServiceConfigurationError | LinkageError e) {
        // Its class is for a later Java.
      }
    }
    return names;
  }
}

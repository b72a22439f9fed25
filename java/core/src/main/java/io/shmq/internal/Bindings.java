/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Chooses the binding that this JVM uses. */
public final class Bindings {
  /** The system property that names the binding to use, or some, the first that loads. */
  public static final String PROPERTY = "shmq.binding";

  /** The bindings in the order in which they are tried, fastest first; others come after them. */
  private static final List<String> PREFERENCE = List.of("ffm", "jni", "jna");

  /** More providers than a class path has; bounds the search if the loader fails over and over. */
  private static final int MAX_PROVIDERS = 64;

  private static @Nullable Binding selected;

  private Bindings() {}

  /**
   * Returns the binding of this JVM: the first of those that {@code -Dshmq.binding} names, with commas
   * between them, that can be used, or else the best. The choice is made once.
   *
   * @throws BindingException if there is none; the next call tries again
   */
  public static synchronized Binding get() {
    Binding binding = selected;
    if (binding == null) {
      binding = select(providers(), System.getProperty(PROPERTY), NativeLibrary::find);
      selected = binding;
    }
    return binding;
  }

  private static Iterator<BindingProvider> providers() {
    return ServiceLoader.load(BindingProvider.class, Bindings.class.getClassLoader())
        .iterator();
  }

  /**
   * Returns the best binding that loads, or the first of those that {@code wanted} names.
   *
   * @param providers every provider, in any order; may throw what a service loader throws
   * @param wanted value of {@link #PROPERTY}, or null
   * @param finder finds the native library, which is asked for only if there is a use for it
   */
  static Binding select(
      Iterator<BindingProvider> providers, @Nullable String wanted, NativeLibrary.Finder finder) {
    Refusals refusals = new Refusals(wanted);
    List<String> order = wanted == null ? PREFERENCE : List.of(wanted.split(",", -1));
    List<BindingProvider> candidates = candidates(providers, refusals);
    if (wanted != null) {
      candidates.removeIf(provider -> isUnwanted(provider, order, refusals));
    }
    candidates.sort(Comparator.comparingInt(provider -> rank(provider, order)));
    if (candidates.isEmpty()) {
      throw refusals.asException();
    }
    try (NativeLibrary library = finder.find()) {
      for (BindingProvider provider : candidates) {
        try {
          return load(provider, library);
        } catch (BindingException e) {
          refusals.add(provider.name(), e);
        }
      }
    }
    throw refusals.asException();
  }

  /** Returns those providers that are there and that this JVM can make. */
  private static List<BindingProvider> candidates(
      Iterator<BindingProvider> providers, Refusals refusals) {
    List<BindingProvider> candidates = new ArrayList<>();
    for (int i = 0; i < MAX_PROVIDERS; i++) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        BindingProvider provider = providers.next();
        Version.checkProvider(provider);
        candidates.add(provider);
      } catch (ServiceConfigurationError | LinkageError | BindingException e) {
        // A class file too new for this JVM is an ordinary case: the next provider may be for it.
        refusals.add(e);
      }
    }
    return candidates;
  }

  private static boolean isUnwanted(
      BindingProvider provider, List<String> order, Refusals refusals) {
    boolean isUnwanted = !order.contains(provider.name());
    if (isUnwanted) {
      refusals.addUnwanted(provider.name());
    }
    return isUnwanted;
  }

  private static int rank(BindingProvider provider, List<String> order) {
    int index = order.indexOf(provider.name());
    return index < 0 ? order.size() : index;
  }

  private static Binding load(BindingProvider provider, NativeLibrary library) {
    return library.loadWith(file -> {
      Binding binding;
      try {
        binding = provider.load(file);
      } catch (IllegalCallerException e) {
        throw LoadFailure.denied(provider.getClass().getModule(), e);
      } catch (ExceptionInInitializerError e) {
        if (e.getCause() instanceof IllegalCallerException) {
          throw LoadFailure.denied(provider.getClass().getModule(), e);
        }
        throw e;
      }
      Version.checkLibrary(binding.version());
      return binding;
    });
  }
}

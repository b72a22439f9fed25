/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Chooses the binding that this JVM uses. */
public final class Bindings {
  /** The system property that names the binding to use. */
  static final String PROPERTY = "shmq.binding";

  /** More providers than a class path has; bounds the search if the loader fails over and over. */
  private static final int MAX_PROVIDERS = 64;

  /** How the JVM says that a class file is too new for it. */
  private static final Pattern TOO_NEW =
      Pattern.compile("(\\S+) has been compiled by .*class file version (\\d+)");

  /** The class file version of Java N is N + 44. */
  private static final int CLASS_FILE_VERSION_OFFSET = 44;

  private static @Nullable Binding selected;

  private Bindings() {}

  /**
   * Returns the binding of this JVM: the one that {@code -Dshmq.binding} names, or else the first
   * that can be used. The choice is made once.
   *
   * @throws BindingException if there is none; the next call tries again
   */
  public static synchronized Binding get() {
    Binding binding = selected;
    if (binding == null) {
      ServiceLoader<BindingProvider> providers =
          ServiceLoader.load(BindingProvider.class, Bindings.class.getClassLoader());
      binding = select(providers.iterator(), System.getProperty(PROPERTY));
      selected = binding;
    }
    return binding;
  }

  /** Returns the first binding that loads, of those with the name {@code wanted} if it is given. */
  static Binding select(Iterator<BindingProvider> providers, @Nullable String wanted) {
    // A set, for a provider on the module path may be found, and fail, more than once.
    Set<String> refused = new LinkedHashSet<>();
    for (int i = 0; i < MAX_PROVIDERS; i++) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        BindingProvider provider = providers.next();
        if (wanted == null || wanted.equals(provider.name())) {
          return load(provider);
        }
        refused.add(provider.name() + ": is there, but is not the one asked for");
      } catch (ServiceConfigurationError | LinkageError | BindingException e) {
        // A class file too new for this JVM is an ordinary case: the next provider may be for it.
        refused.add(reason(e));
      }
    }
    throw new BindingException(noBinding(wanted, refused));
  }

  private static Binding load(BindingProvider provider) {
    try {
      Binding binding = provider.load();
      Version.check(binding.version());
      return binding;
    } catch (LinkageError | BindingException e) {
      throw new BindingException(provider.name() + ": " + reason(e), e);
    }
  }

  /** Returns the one sentence that says why there is no binding. */
  static String noBinding(@Nullable String wanted, Collection<String> refused) {
    StringBuilder text =
        new StringBuilder("No binding to the native library can be used on this JVM");
    text.append(" (java.version=").append(System.getProperty("java.version"));
    if (wanted != null) {
      text.append(", ").append(PROPERTY).append('=').append(wanted);
    }
    text.append(")");
    if (refused.isEmpty()) {
      return text.append(": put shmq-ffm on the class path and run on Java 22 or later.")
          .toString();
    }
    return text.append(": ").append(String.join("; ", refused)).append('.').toString();
  }

  /** Returns why a provider could not be used, in words rather than in class file versions. */
  static String reason(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage();
      Matcher tooNew = TOO_NEW.matcher(message == null ? "" : message);
      if (t instanceof UnsupportedClassVersionError && tooNew.find()) {
        String name = String.valueOf(tooNew.group(1)).replace('/', '.');
        int version = Integer.parseInt(String.valueOf(tooNew.group(2)));
        return name + " needs Java " + (version - CLASS_FILE_VERSION_OFFSET) + " or later";
      }
    }
    Throwable cause = failure.getCause();
    if (failure instanceof ExceptionInInitializerError && cause != null) {
      return reason(cause);
    }
    String message = failure.getMessage();
    if (message == null) {
      return failure.toString();
    }
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}

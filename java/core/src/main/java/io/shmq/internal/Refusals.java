/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Why no binding can be used, gathered to be told in one sentence. */
final class Refusals {
  /** How the JVM says that a class file is too new for it. */
  private static final Pattern TOO_NEW =
      Pattern.compile("(\\S+) has been compiled by .*class file version (\\d+)");

  /** The class file version of Java N is N + 44. */
  private static final int CLASS_FILE_VERSION_OFFSET = 44;

  private final @Nullable String wanted;

  /** The bindings that each reason holds for. A map, since all of them often fail for one reason. */
  private final Map<String, List<String>> bindings = new LinkedHashMap<>();

  private final List<String> unwanted = new ArrayList<>();

  /**
   * Creates an empty collection.
   *
   * @param wanted the binding that was asked for, or null if any will do
   */
  Refusals(@Nullable String wanted) {
    this.wanted = wanted;
  }

  /** Adds a provider that could not be made. Its name is not known. */
  void add(Throwable failure) {
    bindings.computeIfAbsent(reason(failure), reason -> new ArrayList<>());
  }

  /** Adds a binding that did not load. */
  void add(String binding, Throwable failure) {
    bindings.computeIfAbsent(reason(failure), reason -> new ArrayList<>()).add(binding);
  }

  /** Adds a binding that was not tried, because another was asked for. */
  void addUnwanted(String binding) {
    unwanted.add(binding);
  }

  /** Returns all of them as one exception. */
  BindingException asException() {
    StringBuilder text = new StringBuilder(
            "No binding to the native library can be used on this JVM")
        .append(" (java.version=")
        .append(System.getProperty("java.version"));
    if (wanted != null) {
      text.append(", ").append(Bindings.PROPERTY).append('=').append(wanted);
    }
    return new BindingException(text.append("): ").append(reasons()).append('.').toString());
  }

  private String reasons() {
    List<String> named = new ArrayList<>();
    List<String> nameless = new ArrayList<>();
    bindings.forEach((reason, names) -> {
      if (names.isEmpty()) {
        nameless.add(reason);
      } else {
        named.add(String.join(", ", names) + ": " + reason);
      }
    });
    String others = String.join(", ", unwanted);
    if (!named.isEmpty() && wanted != null) {
      return String.join("; ", named) + (others.isEmpty() ? "" : " (also there: " + others + ")");
    }
    if (!others.isEmpty()) {
      return "there is none of this name"
          + (nameless.isEmpty() ? "" : " that can be used (" + String.join("; ", nameless) + ")")
          + ", so set -D" + Bindings.PROPERTY + " to one that is there (" + others
          + ") or leave it out";
    }
    nameless.addAll(named);
    return nameless.isEmpty()
        ? "none is there, so put the whole shmq-core jar on the class path"
        : String.join("; ", nameless);
  }

  /** Returns why a provider could not be used, without a full stop at the end. */
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

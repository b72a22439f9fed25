/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.internal.Binding;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Passes calls on to a binding and keeps which of its methods have succeeded, and which failed. */
final class RecordedBinding implements InvocationHandler {
  /** The methods that only succeed or, in a binding that does not have them, only fail. */
  private static final Set<String> ONE_OUTCOME =
      Set.of("address", "copy", "hasWindows", "strerror", "version", "window");

  private final Binding binding;
  private final Set<String> succeeded = new TreeSet<>();
  private final Set<String> failed = new TreeSet<>();

  RecordedBinding(Binding binding) {
    this.binding = binding;
  }

  /** Returns the binding that records. */
  Binding asBinding() {
    return (Binding) Proxy.newProxyInstance(
        RecordedBinding.class.getClassLoader(), new Class<?>[] {Binding.class}, this);
  }

  @Override
  @SuppressWarnings("nullness:return") // null is what a method without a result gives
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object result = passOn(method, arguments);
    boolean isFailure = result instanceof Number && ((Number) result).longValue() < 0;
    (isFailure ? failed : succeeded).add(method.getName());
    return result;
  }

  private @Nullable Object passOn(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(binding, arguments);
    } catch (InvocationTargetException e) {
      failed.add(method.getName());
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }

  /** Checks that every method of a binding has been called with success, and with a failure. */
  void requireEveryMethod() {
    Set<String> never = new TreeSet<>();
    for (Method method : Binding.class.getMethods()) {
      String name = method.getName();
      boolean any = succeeded.contains(name) || failed.contains(name);
      boolean both = succeeded.contains(name) && failed.contains(name);
      if (ONE_OUTCOME.contains(name) ? !any : !both) {
        never.add(name);
      }
    }
    if (!never.isEmpty()) {
      throw new AssertionError("Not called with each outcome: " + never);
    }
  }
}

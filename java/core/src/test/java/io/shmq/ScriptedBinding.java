/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A binding whose put and get return what the test lays down, in that order. What is tried on an
 * array always finds the lock taken, so that every call comes to put or get.
 */
final class ScriptedBinding implements InvocationHandler {
  static final long MAX_LENGTH = 1 << 20;

  private final Queue<Long> results = new ArrayDeque<>();

  /** The timeouts of the calls of put and get. */
  final List<Long> timeouts = new ArrayList<>();

  /** The capacities of the calls of get. */
  final List<Long> capacities = new ArrayList<>();

  ScriptedBinding(long... script) {
    for (long result : script) {
      results.add(result);
    }
  }

  Binding binding() {
    return (Binding) Proxy.newProxyInstance(
        ScriptedBinding.class.getClassLoader(), new Class<?>[] {Binding.class}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "put":
        timeouts.add((Long) arguments[3]);
        return results.remove().intValue();
      case "get":
        capacities.add((Long) arguments[2]);
        timeouts.add((Long) arguments[3]);
        return results.remove();
      case "tryPut":
        return -Errno.EBUSY;
      case "tryGet":
        return (long) -Errno.EBUSY;
      case "qsize":
      case "maxMessages":
        return 7L;
      case "maxLength":
        return MAX_LENGTH;
      case "address":
        return 0L;
      case "stat":
        return -Errno.EBADF;
      case "strerror":
        return "The C side says so.";
      default:
        throw new AssertionError("The test does not expect a call of " + method.getName() + ".");
    }
  }
}

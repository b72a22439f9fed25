/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static io.shmq.tests.CallStand.expect;

import io.shmq.internal.Binding;
import io.shmq.internal.Bindings;
import io.shmq.internal.Errno;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A process that calls every method of the binding, with success and with a failure, and prints
 * nothing unless one of them does something else than the C function. Argument: NAME of a queue.
 */
public final class EveryCall {
  private EveryCall() {}

  /** Runs the process. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    if (args.length != 1) {
      throw new IllegalArgumentException("The argument is NAME (given=" + args.length + ").");
    }
    RecordedBinding recorded = new RecordedBinding(Bindings.get());
    CallStand stand = new CallStand(recorded.asBinding(), args[0]);
    new StateCalls(stand).check(args[0]);
    new MessageCalls(stand).check();
    callOnWhatIsNoHandle(stand);
    recorded.requireEveryMethod();
  }

  private static void callOnWhatIsNoHandle(CallStand stand) throws ReflectiveOperationException {
    long queue = stand.queue(0);
    // A binding that cuts it off would call on the queue.
    callOnNone(stand.binding(), queue + CallStand.TOO_LONG);
    stand.close(queue);
    callOnNone(stand.binding(), queue);
  }

  /** Every call but those without a handle: also that a negative result stays negative. */
  private static void callOnNone(Binding binding, long queue) throws ReflectiveOperationException {
    for (Method method : Binding.class.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      Class<?> result = method.getReturnType();
      boolean isC = result == int.class || result == long.class;
      if (isC && types.length > 0 && types[0] == long.class) {
        expect(method.getName(), -Errno.EBADF, call(binding, method, queue));
      }
    }
  }

  private static long call(Binding binding, Method method, long queue)
      throws IllegalAccessException, InvocationTargetException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < arguments.length; i++) {
      if (i == 0) {
        arguments[i] = queue;
      } else if (types[i] == long.class) {
        arguments[i] = 0L;
      } else if (types[i] == int.class) {
        arguments[i] = 0;
      } else {
        arguments[i] = new byte[1];
      }
    }
    Object result = method.invoke(binding, arguments);
    if (!(result instanceof Number)) {
      throw new AssertionError(method + " has no number for a result");
    }
    return ((Number) result).longValue();
  }
}

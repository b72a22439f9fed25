/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The signature of every C function, as {@code shmq.h} has it. {@code shmq *}, {@code size_t} and
 * {@code int64_t} are {@code long}, and so is the address of memory outside the heap: a call costs
 * less with a number than with a segment. Static final handles are what the JIT can inline.
 */
final class Functions {
  /** {@code struct shmq_options}. */
  static final StructLayout OPTIONS = MemoryLayout.structLayout(
      JAVA_INT.withName("size"),
      JAVA_INT.withName("flags"),
      JAVA_LONG.withName("max_messages"),
      JAVA_LONG.withName("max_bytes"),
      JAVA_INT.withName("mode"),
      MemoryLayout.paddingLayout(Integer.BYTES));

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = SymbolLookup.loaderLookup();

  static final MethodHandle CREATE =
      function("shmq_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  static final MethodHandle OPEN =
      function("shmq_open", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle CLOSE =
      function("shmq_close", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle UNLINK =
      function("shmq_unlink", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  static final MethodHandle PUT = function(
      "shmq_put", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle GET = function(
      "shmq_get", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle TRY_PUT =
      onHeap("shmq_try_put", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));
  static final MethodHandle TRY_GET =
      onHeap("shmq_try_get", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG));
  static final MethodHandle PUT_MANY = function(
      "shmq_put_many",
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle GET_MANY = function(
      "shmq_get_many",
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle SCAN = function(
      "shmq_scan",
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
          JAVA_LONG));
  static final MethodHandle REMOVE =
      function("shmq_remove", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle RESERVE = function(
      "shmq_reserve", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle COMMIT =
      function("shmq_commit", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  static final MethodHandle ABORT =
      function("shmq_abort", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle PEEK =
      function("shmq_peek", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  static final MethodHandle CONSUME =
      function("shmq_consume", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle RELEASE =
      function("shmq_release", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle CLAIM =
      function("shmq_claim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
  static final MethodHandle UNCLAIM =
      function("shmq_unclaim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
  static final MethodHandle QSIZE =
      function("shmq_qsize", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  static final MethodHandle EMPTY =
      function("shmq_empty", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle FULL =
      function("shmq_full", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle SHUTDOWN =
      function("shmq_shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
  static final MethodHandle TASK_DONE =
      function("shmq_task_done", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle JOIN =
      function("shmq_join", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  static final MethodHandle STAT =
      function("shmq_stat", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  static final MethodHandle CHECK =
      function("shmq_check", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  static final MethodHandle MAX_MESSAGES =
      function("shmq_max_messages", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  static final MethodHandle MAX_LENGTH =
      function("shmq_max_length", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  static final MethodHandle SET_SPIN =
      function("shmq_set_spin", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  static final MethodHandle STRERROR =
      function("shmq_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  static final MethodHandle VERSION = function("shmq_version", FunctionDescriptor.of(ADDRESS));

  private Functions() {}

  /**
   * As {@link #function}, for a function that takes memory on the heap. The garbage collector waits
   * while such a call runs, so it must be one that neither waits nor copies much.
   */
  private static MethodHandle onHeap(String name, FunctionDescriptor descriptor) {
    return function(name, descriptor, Linker.Option.critical(true));
  }

  @SuppressWarnings("restricted") // calling C is what this class is for
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment symbol = LIBRARY
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError(
            "it has no function " + name + ", so that it is not shmq's or of another version"));
    return LINKER.downcallHandle(symbol, descriptor, options);
  }
}

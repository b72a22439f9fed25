/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Map;

/**
 * The signature of every C function, as {@code shmq.h} has it, for JNA's direct mapping, which goes
 * by the names. {@code shmq *}, {@code size_t}, {@code int64_t} and every address are {@code long}:
 * that is the one kind of argument, beside {@code int}, which JNA passes on as it is.
 */
final class Functions {
  /** The flag of dlopen: all of the library is bound before dlopen returns. */
  private static final int RTLD_NOW = 2;

  private static final Map<String, Object> OPTIONS =
      Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW, Library.OPTION_STRING_ENCODING, "UTF-8");

  private Functions() {}

  /**
   * Binds every function of this class to the library in a file, which may be gone afterwards.
   *
   * @throws UnsatisfiedLinkError if that is no library for this machine, or lacks a function
   */
  @SuppressWarnings(
      "resourceleak:required.method.not.called") // what is bound needs the library for good
  static void bind(Path file) {
    NativeLibrary library = open(file);
    for (Method method : Functions.class.getDeclaredMethods()) {
      if (Modifier.isNative(method.getModifiers())) {
        require(library, method.getName());
      }
    }
    Native.register(Functions.class, library);
  }

  private static NativeLibrary open(Path file) {
    try {
      return NativeLibrary.getInstance(file.toString(), OPTIONS);
    } catch (UnsatisfiedLinkError e) {
      // JNA tries several things; the first is what dlopen says of this file.
      Throwable[] tries = e.getSuppressed();
      throw tries.length > 0 && tries[0] instanceof UnsatisfiedLinkError first ? first : e;
    }
  }

  private static void require(NativeLibrary library, String name) {
    try {
      library.getFunction(name);
    } catch (UnsatisfiedLinkError e) {
      UnsatisfiedLinkError lacking = new UnsatisfiedLinkError(
          "it has no function " + name + ", so that it is not shmq's or of another version");
      lacking.initCause(e);
      throw lacking;
    }
  }

  static native int shmq_create(String name, long options, long queue);

  static native int shmq_open(String name, long queue);

  static native int shmq_close(long queue);

  static native int shmq_unlink(String name);

  static native int shmq_put(long queue, long data, long length, long timeout);

  static native long shmq_get(long queue, long buffer, long capacity, long timeout);

  static native int shmq_try_put(long queue, long data, long length);

  static native long shmq_try_get(long queue, long buffer, long capacity);

  static native long shmq_put_many(long queue, long messages, long count, long timeout);

  static native long shmq_get_many(
      long queue, long buffer, long capacity, long lengths, long maxCount, long timeout);

  static native long shmq_scan(
      long queue,
      long position,
      long buffer,
      long capacity,
      long lengths,
      long positions,
      long maxCount,
      long timeout);

  static native int shmq_remove(long queue, long position, long timeout);

  static native int shmq_reserve(long queue, long length, long data, long timeout);

  static native int shmq_commit(long queue, long length);

  static native int shmq_abort(long queue);

  static native long shmq_peek(long queue, long data, long timeout);

  static native int shmq_consume(long queue);

  static native int shmq_release(long queue);

  static native int shmq_claim(long queue, int ends);

  static native int shmq_unclaim(long queue, int ends);

  static native long shmq_qsize(long queue);

  static native int shmq_empty(long queue);

  static native int shmq_full(long queue);

  static native int shmq_shutdown(long queue, int immediate);

  static native int shmq_task_done(long queue);

  static native int shmq_join(long queue, long timeout);

  static native int shmq_stat(long queue, long stat);

  static native int shmq_check(long queue);

  static native long shmq_max_messages(long queue);

  static native long shmq_max_length(long queue);

  static native int shmq_set_spin(long queue, long spin);

  static native String shmq_strerror(int error);

  static native String shmq_version();
}

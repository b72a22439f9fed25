/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jna;

import com.sun.jna.Native;
import io.shmq.internal.BindingException;

/** What JNA needs before it can call anything: a library of its own, called jnidispatch. */
final class Dispatch {
  private Dispatch() {}

  /**
   * Has JNA load its library. This comes first, so that what is said of shmq's library later on is
   * never said of this one.
   *
   * @throws BindingException if it cannot be loaded
   */
  static void load() {
    try {
      if (Native.POINTER_SIZE != Long.BYTES) {
        throw new BindingException("The native library needs a JVM of 64 bits (pointer="
            + Native.POINTER_SIZE + " bytes): use another JVM.");
      }
    } catch (NoClassDefFoundError e) {
      throw isMissing(e)
          ? new BindingException(
              "The jar of JNA is not there (class=" + e.getMessage()
                  + "): put net.java.dev.jna:jna on the class path or module path.",
              e)
          : cannotLoad(e);
    } catch (ExceptionInInitializerError e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalCallerException) {
        throw new BindingException(
            "This JVM denies native access to JNA: start java with"
                + " --enable-native-access=com.sun.jna, or ALL-UNNAMED if it is on the class path.",
            e);
      }
      throw cannotLoad(cause == null ? e : cause);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error e) {
      // An UnsatisfiedLinkError, or a plain Error where it finds a library of another version.
      throw cannotLoad(e);
    }
  }

  /** Returns true if there is no such class, and not one that has failed to initialize before. */
  private static boolean isMissing(NoClassDefFoundError e) {
    return e.getCause() instanceof ClassNotFoundException;
  }

  private static BindingException cannotLoad(Throwable failure) {
    String said = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return new BindingException(
        "JNA cannot load its own library jnidispatch, which is not shmq's (error=" + said
            + "): set -Djna.tmpdir to a folder that can be written to and whose file system allows"
            + " programs (not noexec), or -Djna.boot.library.path to one with the"
            + " libjnidispatch.so of this version of JNA.",
        failure);
  }
}

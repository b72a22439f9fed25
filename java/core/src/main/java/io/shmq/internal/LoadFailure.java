/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What to tell a person about a native library that cannot be loaded. */
final class LoadFailure {
  private static final String ELSEWHERE =
      ", so set -D" + NativeLibrary.PATH_PROPERTY + " to one that is built for this one";

  /**
   * A cause that can be told.
   *
   * @param said a part of what the dynamic linker or the JVM says
   * @param meaning what it means, and what to do
   */
  private record Symptom(String said, String meaning) {}

  private LoadFailure() {}

  /**
   * Returns a sentence about a library that could not be loaded.
   *
   * @param library the file
   * @param property system property to set for another file or folder
   * @param failure what the JVM threw
   */
  static String explain(Path library, String property, Throwable failure) {
    String said = Refusals.reason(failure);
    if (Files.notExists(library)) {
      return subject(library) + "there is no such file, so correct -D" + property + ".";
    }
    for (Symptom symptom : symptoms(library, property)) {
      if (said.contains(symptom.said)) {
        return subject(library) + symptom.meaning + ".";
      }
    }
    return subject(library) + withoutName(library, said) + ", so set -D"
        + NativeLibrary.PATH_PROPERTY + " to another file.";
  }

  /** Returns the beginning of every sentence about a file that cannot be loaded. */
  static String subject(Path library) {
    return "The native library cannot be loaded (file=" + library + "): ";
  }

  /** Returns what to throw if the JVM does not let a binding's module call C. */
  static BindingException denied(Module module, Throwable failure) {
    String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
    return new BindingException(
        "This JVM denies native access, so start java with --enable-native-access=" + name + ".",
        failure);
  }

  /** Both the JVM and the dynamic linker put the file's name before what they say. */
  private static String withoutName(Path library, String said) {
    String prefix = library + ": ";
    String rest = said;
    while (rest.startsWith(prefix)) {
      rest = rest.substring(prefix.length());
    }
    return rest;
  }

  private static List<Symptom> symptoms(Path library, String property) {
    String noexec = "its file system does not allow programs (noexec), so set -D" + property
        + " to a place that does";
    String processor = "it is built for another processor (os.arch=" + System.getProperty("os.arch")
        + ")" + ELSEWHERE;
    String glibc = "it is built for glibc, and this JVM runs on musl" + ELSEWHERE;
    String musl = "it is built for musl, and this JVM runs on glibc" + ELSEWHERE;
    String tooOld = "it needs a newer glibc than this machine has" + ELSEWHERE;
    String tooMany =
        "this JVM has no room for another copy of it, which every class loader with shmq"
            + " of its own loads for good, so put shmq on the class path of the JVM and start it anew";
    return List.of(
        // As glibc and as musl say it.
        new Symptom("failed to map segment", noexec),
        new Symptom("Operation not permitted", noexec),
        // The JVM adds it to whatever the linker says.
        new Symptom("can't load", processor),
        new Symptom("wrong ELF class", processor),
        // What dlopen alone says of a file that is there.
        new Symptom(library + ": cannot open shared object file: No such file", processor),
        // What musl's linker says of glibc's libraries. It takes its own libc for libc.so.6.
        new Symptom("Error loading shared library ld-linux", glibc),
        new Symptom("Error relocating", glibc),
        // What glibc's linker says of musl's; its own libc.so is a text for the compiler, if it is
        // there.
        new Symptom("libc.musl", musl),
        new Symptom("libc.so: invalid ELF header", musl),
        new Symptom("libc.so: cannot open shared object file", musl),
        new Symptom("version `GLIBC_", tooOld),
        new Symptom("static TLS block", tooMany));
  }
}

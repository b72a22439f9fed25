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
    String subject = "The native library cannot be loaded (file=" + library + "): ";
    if (failure instanceof IllegalCallerException) {
      return subject
          + "this JVM denies native access, so start java with --enable-native-access and the name of"
          + " the binding's module, or ALL-UNNAMED if it is on the class path.";
    }
    if (Files.notExists(library)) {
      return subject + "there is no such file, so correct -D" + property + ".";
    }
    for (Symptom symptom : symptoms(library, property)) {
      if (said.contains(symptom.said)) {
        return subject + symptom.meaning + ".";
      }
    }
    return subject + said + "; -D" + NativeLibrary.PATH_PROPERTY + " names another file.";
  }

  private static List<Symptom> symptoms(Path library, String property) {
    String noexec = "its file system does not allow programs (noexec), so set -D" + property
        + " to a place that does";
    String processor = "it is built for another processor (os.arch=" + System.getProperty("os.arch")
        + ")" + ELSEWHERE;
    String glibc = "it is built for glibc, and this JVM runs on musl" + ELSEWHERE;
    String musl = "it is built for musl, and this JVM runs on glibc" + ELSEWHERE;
    String tooOld = "it needs a newer glibc than this machine has" + ELSEWHERE;
    return List.of(
        new Symptom("failed to map segment", noexec),
        new Symptom("can't load", processor),
        new Symptom("wrong ELF class", processor),
        // What dlopen alone says of a file that is there.
        new Symptom(library + ": cannot open shared object file: No such file", processor),
        // What musl's linker says of glibc's libraries.
        new Symptom("Error loading shared library", glibc),
        new Symptom("Error relocating", glibc),
        // What glibc's linker says of musl's; its own libc.so is a text for the compiler.
        new Symptom("libc.musl", musl),
        new Symptom("libc.so: invalid ELF header", musl),
        new Symptom("version `GLIBC_", tooOld));
  }
}

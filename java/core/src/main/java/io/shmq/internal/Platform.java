/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

/** The machines that the native library is built for. */
final class Platform {
  private Platform() {}

  /**
   * Returns the folder of {@code META-INF/native/} that holds the library for a machine.
   *
   * @param osName value of the system property {@code os.name}
   * @param osArch value of the system property {@code os.arch}
   * @throws BindingException if shmq does not run there
   */
  static String folder(String osName, String osArch) {
    if (osName.equals("Linux")) {
      switch (osArch) {
        case "amd64":
        case "x86_64":
          return "linux-x86_64";
        case "aarch64":
          return "linux-aarch64";
        default:
          break;
      }
    }
    throw new BindingException(
        "The native library comes for Linux on x86-64 and aarch64 only (os.name="
            + osName
            + ", os.arch="
            + osArch
            + "): on another Linux with 64 bits, build it and set -D"
            + NativeLibrary.PATH_PROPERTY
            + " to it.");
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the Java side, which the native library must share. */
final class Version {
  private static final String RESOURCE = "version.properties";
  private static final String SNAPSHOT = "-SNAPSHOT";

  private Version() {}

  /**
   * Checks that the native library is of the version that these classes were built with.
   *
   * @throws BindingException if it is not
   */
  static void check(String nativeVersion) {
    check(ofJava(), nativeVersion);
  }

  static void check(String javaVersion, String nativeVersion) {
    if (!javaVersion.equals(nativeVersion)) {
      throw new BindingException(
          "The native library is of another version than the Java classes (library="
              + nativeVersion
              + ", classes="
              + javaVersion
              + "): use one version of both, or point -D"
              + NativeLibrary.PATH_PROPERTY
              + " at a library that matches.");
    }
  }

  /** Returns the version of these classes as the native library writes it, without a qualifier. */
  static String ofJava() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new BindingException("The shmq-core jar is incomplete: it lacks " + RESOURCE + ".");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new BindingException("The shmq-core jar cannot be read: " + e.getMessage() + ".", e);
    }
    return withoutSnapshot(properties.getProperty("version", ""));
  }

  static String withoutSnapshot(String version) {
    return version.endsWith(SNAPSHOT)
        ? version.substring(0, version.length() - SNAPSHOT.length())
        : version;
  }
}

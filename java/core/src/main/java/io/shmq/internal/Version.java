/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Which version each part is of: the jars and the native library must share one. */
public final class Version {
  private static final String RESOURCE = "version.properties";
  private static final String SNAPSHOT = "-SNAPSHOT";

  private Version() {}

  /** Read once, although every binding asks for it. */
  private static final class Core {
    static final String VERSION = of("shmq-core", Version.class.getResourceAsStream(RESOURCE));

    private Core() {}
  }

  /** Returns the version of the shmq-core jar, as in "1.2.3" or "1.2.3-SNAPSHOT". */
  public static String ofCore() {
    return Core.VERSION;
  }

  /**
   * Returns the version of a jar. The class that wants to know opens the resource itself, since a
   * module's resources are its own.
   *
   * @param artifact name of the jar
   * @param resource content of the jar's {@code version.properties}, or null if it has none
   */
  public static String of(String artifact, @Owning @Nullable InputStream resource) {
    if (resource == null) {
      throw new BindingException(
          "The jar " + artifact + " is incomplete: it lacks " + RESOURCE + ".");
    }
    Properties properties = new Properties();
    try (InputStream in = resource) {
      properties.load(in);
    } catch (IOException e) {
      throw new BindingException(
          "The jar " + artifact + " cannot be read: " + e.getMessage() + ".", e);
    }
    return properties.getProperty("version", "");
  }

  /**
   * Checks that a provider comes from a jar of the version of this one.
   *
   * @throws BindingException if it does not
   */
  static void checkProvider(BindingProvider provider) {
    String core = ofCore();
    String version;
    try {
      version = provider.version();
    } catch (AbstractMethodError e) {
      version = "unknown";
    }
    if (!version.equals(core)) {
      throw new BindingException("The jars of shmq on the class path are of different versions ("
          + provider.getClass().getName()
          + "="
          + version
          + ", shmq-core="
          + core
          + "): use one version of all.");
    }
  }

  /**
   * Checks that the native library is of the version of this jar.
   *
   * @throws BindingException if it is not
   */
  static void checkLibrary(String version) {
    String core = withoutSnapshot(ofCore());
    if (!version.equals(core)) {
      throw new BindingException("The native library is of another version than the jars (library="
          + version
          + ", jars="
          + core
          + "): use one version of both, or point -D"
          + NativeLibrary.PATH_PROPERTY
          + " at a library that matches.");
    }
  }

  /** Returns a version as the native library writes it. */
  static String withoutSnapshot(String version) {
    return version.endsWith(SNAPSHOT)
        ? version.substring(0, version.length() - SNAPSHOT.length())
        : version;
  }
}

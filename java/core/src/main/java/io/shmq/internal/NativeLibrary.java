/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds the native library: the file that a system property names, or else the copy in the jar. */
public final class NativeLibrary {
  /** The system property that names the library's file. Nothing else is tried then. */
  static final String PATH_PROPERTY = "shmq.library.path";

  /** The system property that names the folder which the library is unpacked to. */
  static final String TMPDIR_PROPERTY = "shmq.tmpdir";

  private NativeLibrary() {}

  /**
   * Loads the library.
   *
   * @param loader calls {@link System#load} with the path; a binding brings its own because the
   *     library belongs to the class that makes this call
   * @throws BindingException if the library cannot be found or loaded
   */
  public static void load(Consumer<Path> loader) {
    String given = System.getProperty(PATH_PROPERTY);
    if (given != null) {
      load(loader, Path.of(given).toAbsolutePath(), PATH_PROPERTY);
      return;
    }
    Path copy = unpack(resource(), directory());
    try {
      load(loader, copy, TMPDIR_PROPERTY);
    } finally {
      // The mapping keeps the file's content; without a name nothing is left to clean up.
      delete(copy);
    }
  }

  private static void load(Consumer<Path> loader, Path library, String property) {
    try {
      loader.accept(library);
    } catch (UnsatisfiedLinkError | IllegalCallerException e) {
      throw new BindingException(explain(library, property, e), e);
    }
  }

  /**
   * Returns a sentence about a library that could not be loaded.
   *
   * @param library the file
   * @param property system property to set for another file or folder
   * @param failure what the JVM threw
   */
  static String explain(Path library, String property, Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    String subject = "The native library cannot be loaded (file=" + library + "): ";
    if (failure instanceof IllegalCallerException) {
      return subject
          + "this JVM denies native access, so start java with --enable-native-access and the name of"
          + " the binding's module, or ALL-UNNAMED if it is on the class path.";
    }
    if (said.contains("failed to map segment")) {
      return subject
          + "its file system does not allow programs (noexec), so set -D"
          + property
          + " to a place that does.";
    }
    if (said.contains("can't load") || said.contains("wrong ELF class")) {
      return subject
          + "it is built for another processor (os.arch="
          + System.getProperty("os.arch")
          + "), so set -D"
          + PATH_PROPERTY
          + " to one that is built for this one.";
    }
    if (Files.notExists(library)) {
      return subject + "there is no such file, so correct -D" + property + ".";
    }
    return subject + said + "; -D" + PATH_PROPERTY + " names another file.";
  }

  private static Path directory() {
    String directory = System.getProperty(TMPDIR_PROPERTY);
    return Path.of(directory == null ? System.getProperty("java.io.tmpdir", "/tmp") : directory);
  }

  private static String resource() {
    String folder =
        Platform.folder(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    return "/META-INF/native/" + folder + "/libshmq.so";
  }

  /** Copies the library out of the jar to a file that only this user can read. */
  static Path unpack(String resource, Path directory) {
    try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new BindingException(
            "The shmq-core jar has no native library for this machine (resource="
                + resource
                + "): set -D"
                + PATH_PROPERTY
                + " to a libshmq.so that is built for it.");
      }
      return copyTo(directory, library);
    } catch (IOException e) {
      throw new BindingException(
          "The native library cannot be unpacked (directory="
              + directory
              + ", error="
              + e
              + "): set -D"
              + TMPDIR_PROPERTY
              + " to a folder that can be written to.",
          e);
    }
  }

  private static Path copyTo(Path directory, InputStream library) throws IOException {
    // A new file of mode 0600, written in place: nobody else can put another library there.
    Path file = Files.createTempFile(directory, "libshmq-", ".so");
    try (OutputStream out = Files.newOutputStream(file)) {
      library.transferTo(out);
      return file;
    } catch (IOException e) {
      delete(file);
      throw e;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A stray file in the temporary folder is no reason to fail a program that works.
      file.toFile().deleteOnExit();
    }
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/**
 * The file of the native library: the one that a system property names, or else a copy out of the
 * jar, which lasts until this object is closed. All bindings load this one file.
 */
@InheritableMustCall("close")
final class NativeLibrary implements AutoCloseable {
  /** The system property that names the library's file. Nothing else is tried then. */
  static final String PATH_PROPERTY = "shmq.library.path";

  /** The system property that names the folder which the library is unpacked to. */
  static final String TMPDIR_PROPERTY = "shmq.tmpdir";

  /** So many names are tried for the copy; none is ever taken by chance. */
  private static final int ATTEMPTS = 100;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private static final String LOADED_ELSEWHERE = "already loaded in another classloader";

  /** Finds the library, as {@link #find} does. */
  interface Finder {
    NativeLibrary find();
  }

  private final Path file;
  private final boolean isCopy;

  private NativeLibrary(Path file, boolean isCopy) {
    this.file = file;
    this.isCopy = isCopy;
  }

  /**
   * Finds the library.
   *
   * @throws BindingException if there is none for this machine, or it cannot be unpacked, or the
   *     file that is named is no library
   */
  static NativeLibrary find() {
    String given = System.getProperty(PATH_PROPERTY);
    if (given == null) {
      return unpacked(resource());
    }
    NativeLibrary library = at(given);
    LibraryFile.check(library.file());
    return library;
  }

  /** Returns the library in a file that a person has named. */
  static NativeLibrary at(String given) {
    try {
      return new NativeLibrary(Path.of(given).toAbsolutePath(), false);
    } catch (InvalidPathException e) {
      throw new BindingException(
          "The native library's path is none (" + e.getMessage() + "): correct -D" + PATH_PROPERTY
              + ".",
          e);
    }
  }

  /** Returns the library in the jar, as a copy outside of it. */
  static NativeLibrary unpacked(String resource) {
    return new NativeLibrary(unpack(resource, directory()), true);
  }

  /** Returns the file's absolute path. */
  Path file() {
    return file;
  }

  /**
   * Loads the library.
   *
   * @param loader calls {@link System#load} or the like with the path. A binding brings its own,
   *     because the library belongs to the class loader of the class that makes the call
   * @throws BindingException if it cannot be loaded; the message tells a person what to do
   */
  <T extends Object> T loadWith(Function<Path, T> loader) {
    try {
      return loader.apply(file);
    } catch (LinkageError e) {
      if (!isCopy && String.valueOf(e.getMessage()).contains(LOADED_ELSEWHERE)) {
        // The JVM gives a file to one class loader only. A copy has the same content.
        try (NativeLibrary copy = copied()) {
          return copy.loadWith(loader);
        }
      }
      String property = isCopy ? TMPDIR_PROPERTY : PATH_PROPERTY;
      throw new BindingException(LoadFailure.explain(file, property, e), e);
    }
  }

  private NativeLibrary copied() {
    Path copy;
    try (InputStream library = Files.newInputStream(file)) {
      copy = copyTo(directory(), library);
    } catch (IOException e) {
      throw cannotUnpack(directory(), e);
    }
    return new NativeLibrary(copy, true);
  }

  private static Path directory() {
    String directory = System.getProperty(TMPDIR_PROPERTY);
    if (directory == null) {
      directory = System.getProperty("java.io.tmpdir", "/tmp");
    }
    try {
      return Path.of(directory).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new BindingException(
          "The folder for the native library is none (" + e.getMessage() + "): correct -D"
              + TMPDIR_PROPERTY + ".",
          e);
    }
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
      throw cannotUnpack(directory, e);
    }
  }

  private static BindingException cannotUnpack(Path directory, IOException e) {
    return new BindingException(
        "The native library cannot be unpacked (directory="
            + directory
            + ", error="
            + e
            + "): set -D"
            + TMPDIR_PROPERTY
            + " to a folder that can be written to and has room.",
        e);
  }

  private static Path copyTo(Path directory, InputStream library) throws IOException {
    Path file = createFile(directory);
    try (OutputStream out = Files.newOutputStream(file)) {
      library.transferTo(out);
      return file;
    } catch (IOException e) {
      delete(file);
      throw e;
    }
  }

  /**
   * Creates a file of mode 0600, which is written in place: nobody else can put another library there.
   * Files.createTempFile would, for a name that nobody can guess, load the JDK's cryptography, which
   * takes longer than all else here; a name that is taken is no more than another attempt.
   */
  private static Path createFile(Path directory) throws IOException {
    for (int left = ATTEMPTS; ; left--) {
      long random = ThreadLocalRandom.current().nextLong();
      Path file = directory.resolve("libshmq-" + Long.toHexString(random) + ".so");
      try {
        return Files.createFile(file, OWNER_ONLY);
      } catch (FileAlreadyExistsException e) {
        if (left <= 1) {
          throw e;
        }
      }
    }
  }

  /** Removes the copy. What has loaded it keeps its content; nothing is left to clean up. */
  @Override
  public void close() {
    if (isCopy) {
      delete(file);
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

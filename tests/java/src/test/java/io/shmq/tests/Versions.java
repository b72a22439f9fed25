/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** Makes another version of what was built. */
final class Versions {
  /** The version that was built, as the native library has it. */
  static final String THIS = current();

  /** A version that no other thing has, as long as this one. */
  static final String OTHER = THIS.replaceAll("[0-9]", "9");

  private Versions() {}

  private static String current() {
    Properties properties = new Properties();
    try (var in =
        io.shmq.SharedQueue.class.getResourceAsStream("/io/shmq/internal/version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties.getProperty("version").replace("-SNAPSHOT", "");
  }

  /** Returns the native library's content with another version in it. */
  static byte[] otherLibrary(byte[] library) {
    return Bytes.replace(library, "\0" + THIS + "\0", "\0" + OTHER + "\0");
  }

  /** Returns a copy of the core's jar, of another version, with a library of that version. */
  static Path otherCore(Path jar, Path directory) throws IOException {
    Path other = other(jar, "io/shmq/internal/version.properties", directory);
    try (FileSystem zip = FileSystems.newFileSystem(other)) {
      try (var folders = Files.list(zip.getPath("META-INF/native"))) {
        for (Path folder : (Iterable<Path>) folders::iterator) {
          change(folder.resolve("libshmq.so"), Versions::otherLibrary);
        }
      }
    }
    return other;
  }

  /** Returns a copy of a jar, of another version. */
  static Path other(Path jar, String properties, Path directory) throws IOException {
    Path other = Files.copy(
        jar, directory.resolve("other-" + jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(other)) {
      change(
          zip.getPath(properties),
          content -> new String(content, UTF_8).replace(THIS, OTHER).getBytes(UTF_8));
    }
    return other;
  }

  private static void change(Path file, UnaryOperator<byte[]> change) throws IOException {
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }
}

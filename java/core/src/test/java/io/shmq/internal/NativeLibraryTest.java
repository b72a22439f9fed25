/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir
  Path directory;

  @Test
  void resourceIsUnpackedForThisUserOnly() throws IOException {
    Path file = NativeLibrary.unpack("version.properties", directory);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void missingResourceIsNamedWithTheProperty() {
    BindingException e =
        assertThrows(BindingException.class, () -> NativeLibrary.unpack("/missing.so", directory));
    assertTrue(e.getMessage().contains("/missing.so"), e.getMessage());
    assertTrue(e.getMessage().contains("-Dshmq.library.path"), e.getMessage());
  }

  @Test
  void folderThatCannotBeWrittenToIsNamedWithTheProperty() {
    Path missing = directory.resolve("missing");
    BindingException e = assertThrows(
        BindingException.class, () -> NativeLibrary.unpack("version.properties", missing));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("-Dshmq.tmpdir"), e.getMessage());
  }

  @Test
  void copyLastsUntilItIsClosed() {
    Path file;
    try (NativeLibrary library = NativeLibrary.unpacked("version.properties")) {
      file = library.file();
      assertTrue(Files.exists(file));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void fileThatAPersonHasNamedIsUsedAndStays() throws IOException {
    Path file = Files.createFile(directory.resolve("x.so"));
    try (NativeLibrary library = NativeLibrary.at(file.toString())) {
      assertEquals(file, library.loadWith(loaded -> loaded));
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void pathThatIsNoneIsNamedWithTheProperty() {
    BindingException e = assertThrows(BindingException.class, () -> NativeLibrary.at("a\0b"));
    assertTrue(e.getMessage().contains("-Dshmq.library.path"), e.getMessage());
  }

  @Test
  void libraryOfAnotherClassLoaderIsLoadedAsACopy() throws IOException {
    Path file = Files.writeString(directory.resolve("x.so"), "content");
    AtomicReference<Path> copy = new AtomicReference<>();
    try (NativeLibrary library = NativeLibrary.at(file.toString())) {
      String content = library.loadWith(loaded -> {
        if (loaded.equals(file)) {
          throw new UnsatisfiedLinkError(
              "Native Library " + file + " already loaded in another classloader");
        }
        copy.set(loaded);
        return read(loaded);
      });
      assertEquals("content", content);
    }
    assertFalse(Files.exists(copy.get()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

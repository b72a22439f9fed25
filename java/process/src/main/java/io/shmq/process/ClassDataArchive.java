/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An archive of the classes that workers load, which a JVM maps instead of reading and checking the
 * classes. The first worker of the first pool makes it, when it ends.
 */
final class ClassDataArchive {
  /** What the JVM says of archives is about them alone: it runs as well without. */
  private static final String SILENT = "-Xlog:cds=off";

  /** No archive. */
  static final ClassDataArchive NONE = new ClassDataArchive(false, Path.of("none"));

  private final boolean isPossible;
  private final Path file;
  private final Path draft;
  private boolean isBeingMade;

  private ClassDataArchive(boolean isPossible, Path file) {
    this.isPossible = isPossible;
    this.file = file;
    // The draft is nobody else's, and the archive appears as a whole.
    draft =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
  }

  /**
   * Returns the archive that a folder has, or is to have, for this JVM and this class path.
   *
   * @param folder the folder, which must be there
   */
  static ClassDataArchive in(Path folder) {
    String[] classPath = System.getProperty("java.class.path", "").split(File.pathSeparator, -1);
    CRC32 fingerprint = new CRC32();
    update(fingerprint, System.getProperty("java.vm.version", ""));
    boolean isPossible = true;
    for (String entry : classPath) {
      Path path = Path.of(entry);
      // The JVM archives classes of jars alone.
      isPossible &= Files.isRegularFile(path);
      File jar = path.toFile();
      update(fingerprint, path.toAbsolutePath() + " " + jar.lastModified() + " " + jar.length());
    }
    String name = "shmq-" + Long.toHexString(fingerprint.getValue()) + ".jsa";
    return new ClassDataArchive(isPossible, folder.toAbsolutePath().resolve(name));
  }

  private static void update(CRC32 fingerprint, String text) {
    fingerprint.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the JVM options of the next worker. */
  synchronized List<String> options() {
    if (!isPossible) {
      return List.of();
    }
    if (Files.isReadable(file)) {
      return List.of("-XX:SharedArchiveFile=" + file, SILENT);
    }
    if (isBeingMade) {
      return List.of();
    }
    isBeingMade = true;
    return List.of("-XX:ArchiveClassesAtExit=" + draft, SILENT);
  }

  /** Puts the archive in its place if a worker has made it. */
  void adopt() {
    try {
      if (isPossible && Files.exists(draft)) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // The next pool has it made again.
      draft.toFile().delete();
    }
  }
}

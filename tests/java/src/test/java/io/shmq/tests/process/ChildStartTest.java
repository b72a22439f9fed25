/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessStartException;
import io.shmq.tests.Task;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How child JVMs start, what they take over from their parent, and why they may not start. */
@Tag("deployment")
@Timeout(120)
class ChildStartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  private static void assertEnds(int exitCode, JavaProcess child) throws InterruptedException {
    assertTrue(child.join(PATIENCE), "The child did not end in time.");
    assertEquals(exitCode, child.exitCode().orElseThrow());
  }

  /** Tells what a child of this process has of its parent's options. */
  static void tell(SharedQueue<String> signs) throws InterruptedException {
    assertEnds(
        0,
        JavaProcess.start(
            q -> {
              q.put("" + Runtime.getRuntime().maxMemory());
              q.put(System.getProperty("test.inherited"));
              q.put(String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
            },
            signs));
  }

  @Test
  void optionsAreInheritedButForThoseThatAreForOneJvm() throws InterruptedException {
    try (SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess parent = JavaProcess.builder()
            .redirectOutput(Redirect.DISCARD)
            .jvmOptions(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dtest.inherited=a b",
                "-Xlog:gc:file=" + folder.resolve("gc.log"),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")
            .start(ChildStartTest::tell, signs)) {
      assertTrue(Long.parseLong(signs.get(PATIENCE)) <= 64 << 20);
      assertEquals("a b", signs.get(PATIENCE));
      String options = signs.get(PATIENCE);
      assertTrue(options.contains("-XX:+UseSerialGC"), options);
      assertFalse(options.contains("-Xlog:gc:file"), options);
      assertFalse(options.contains("-agentlib:jdwp"), options);
      assertEnds(0, parent);
    }
  }

  /** The main class of a JVM that starts a child which works elsewhere. */
  public static final class Relative {
    /**
     * Ends with what the child ends with.
     *
     * @param arguments the folder that the child works in
     */
    public static void main(String[] arguments) throws InterruptedException {
      try (JavaProcess child = JavaProcess.builder()
          .directory(new File(arguments[0]))
          .start(() -> System.exit(Chores.square(3)))) {
        child.join();
        System.exit(child.exitCode().orElseThrow());
      }
    }
  }

  @Test
  void relativeClassPathWithSpacesIsGoodInAnyFolder() throws Exception {
    Path working = Files.createDirectories(folder.resolve("working here"));
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String link = "entry " + entries.size();
      Files.createSymbolicLink(working.resolve(link), Path.of(entry).toAbsolutePath());
      entries.add(link);
    }
    Process jvm = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            String.join(File.pathSeparator, entries),
            Relative.class.getName(),
            elsewhere.toString())
        .directory(working.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
    try {
      assertTrue(jvm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertEquals(9, jvm.exitValue(), Files.readString(folder.resolve("output.txt")));
    } finally {
      jvm.destroyForcibly();
      for (String link : entries) {
        Files.delete(working.resolve(link));
      }
    }
  }

  @Test
  void childWorksInItsFolder() throws InterruptedException {
    try (SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess child = JavaProcess.builder()
            .directory(folder.toFile())
            .start(q -> q.put(System.getProperty("user.dir")), signs)) {
      assertEquals(folder.toString(), signs.get(PATIENCE));
      assertEnds(0, child);
    }
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  @Test
  void childThatDoesNotBeginInTimeIsKilled() throws Exception {
    List<ProcessHandle> before = children();
    ProcessStartException e = assertThrows(
        ProcessStartException.class,
        () -> JavaProcess.builder()
            .directory(folder.toFile())
            .jvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup")
            .startTimeout(Duration.ofMillis(300))
            .redirectError(Redirect.DISCARD)
            .start(() -> {}));
    assertTrue(e.getMessage().contains("timeout=PT0.3S"), e.getMessage());
    assertTrue(e.getMessage().contains("startTimeout"), e.getMessage());
    Task.until(() -> before.containsAll(children()));
  }

  @Test
  void interruptOfAStartLeavesNoChild() throws Exception {
    List<ProcessHandle> before = children();
    Task<JavaProcess> starter = Task.start(() -> JavaProcess.builder()
        .directory(folder.toFile())
        .jvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup")
        .redirectError(Redirect.DISCARD)
        .start(() -> {}));
    Task.until(() -> children().size() > before.size());
    starter.interrupt();
    assertEquals(InterruptedException.class, starter.failure().getClass());
    Task.until(() -> before.containsAll(children()));
  }

  @Test
  void folderThatDoesNotExistIsNamed() {
    ProcessStartException e = assertThrows(
        ProcessStartException.class,
        () -> JavaProcess.builder().directory(folder.resolve("none").toFile()).start(() -> {}));
    assertTrue(e.getMessage().contains(folder.resolve("none").toString()), e.getMessage());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(NullPointerException.class, () -> JavaProcess.builder().directory(null));
    assertThrows(NullPointerException.class, () -> JavaProcess.builder().startTimeout(null));
    assertThrows(NullPointerException.class, () -> JavaProcess.builder().redirectError(null));
    assertThrows(NullPointerException.class, () -> JavaProcess.builder().environment(null, ""));
    assertThrows(NullPointerException.class, () -> JavaProcess.builder().jvmOptions((String) null));
    assertThrows(IllegalArgumentException.class, () -> JavaProcess.builder().filter("a b;=x"));
  }
}

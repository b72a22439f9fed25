/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import io.shmq.process.RemoteRunnable;
import io.shmq.tests.Task;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How child JVMs end, and how that looks to their parent. */
@Tag("deployment")
@Timeout(120)
class ChildEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    signs.close();
  }

  private static int exitCode(JavaProcess child) throws InterruptedException {
    assertTrue(child.join(PATIENCE), "The child did not end in time.");
    return child.exitCode().orElseThrow();
  }

  /** Sleeps, and makes a file in the end. */
  static void sleepWithHook(SharedQueue<String> signs, File file) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        Files.createFile(file.toPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }));
    signs.put("began");
    Chores.sleep();
  }

  private File file() {
    return folder.resolve("made by the hook").toFile();
  }

  @Test
  void shutdownHooksOfAChildThatIsToEndRun() throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(ChildEndTest::sleepWithHook, signs, file())) {
      assertEquals("began", signs.get(PATIENCE));
      child.terminate();
      assertEquals(-15, exitCode(child));
      assertTrue(file().exists());
    }
  }

  /** Sleeps, and puts a sign in the end. */
  static void sleepAndSign(SharedQueue<String> signs) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signs.putNowait("ended")));
    signs.put("began");
    Chores.sleep();
  }

  @Test
  void queuesAreOpenInShutdownHooks() throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(ChildEndTest::sleepAndSign, signs)) {
      assertEquals("began", signs.get(PATIENCE));
      child.terminate();
      assertEquals("ended", signs.get(PATIENCE));
      assertEquals(-15, exitCode(child));
    }
  }

  @Test
  void shutdownHooksOfAKilledChildDoNotRun() throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(ChildEndTest::sleepWithHook, signs, file())) {
      assertEquals("began", signs.get(PATIENCE));
      child.kill();
      assertEquals(-9, exitCode(child));
      assertFalse(file().exists());
    }
  }

  static void hang(SharedQueue<String> signs) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        Chores.sleep();
      } catch (InterruptedException e) {
        // Nobody interrupts it.
      }
    }));
    signs.put("began");
  }

  @Test
  void interruptedCloseKillsAChildThatDoesNotEnd() throws Exception {
    JavaProcess child = JavaProcess.start(ChildEndTest::hang, signs);
    try (child) {
      assertEquals("began", signs.get(PATIENCE));
      Task<Boolean> closer = Task.start(() -> {
        child.close();
        return Thread.currentThread().isInterrupted();
      });
      closer.interrupt();
      assertTrue(closer.result());
      assertEquals(-9, exitCode(child));
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 128", "129, -1", "130, -2", "192, -64", "193, 193", "255, 255"})
  void statusAsOfASignalLooksLikeOne(int status, int exitCode) throws InterruptedException {
    RemoteRunnable exit = () -> System.exit(status);
    try (JavaProcess child = JavaProcess.start(exit)) {
      assertEquals(exitCode, exitCode(child));
    }
  }

  /** Returns true if this process does not react to a signal, and neither do JVMs that it starts. */
  private static boolean isIgnored(int signal) throws IOException {
    String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .findFirst()
        .orElseThrow()
        .substring("SigIgn:".length())
        .strip();
    return (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) != 0;
  }

  @ParameterizedTest
  @CsvSource({"HUP, -1", "INT, -2", "TERM, -15", "KILL, -9"})
  void signalIsTheNegativeExitCode(String signal, int exitCode) throws Exception {
    assumeFalse(
        isIgnored(-exitCode),
        () -> "the tests were started, as with nohup, to ignore SIG" + signal);
    try (JavaProcess child = JavaProcess.start(ChildEndTest::sleepWithHook, signs, file())) {
      assertEquals("began", signs.get(PATIENCE));
      String command = "kill -" + signal + " " + child.pid();
      Process kill = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
      assertTrue(kill.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, kill.exitValue());
      assertEquals(exitCode, child.onExit().get(60, TimeUnit.SECONDS));
      assertEquals(exitCode, exitCode(child));
    }
  }

  @Test
  void childGoesOnUntilItsThreadsHaveEnded() throws InterruptedException {
    try (SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess child = JavaProcess.start(
            (log, go) -> {
              new Thread(() -> {
                    try {
                      log.put(go.get());
                    } catch (InterruptedException e) {
                      // Nobody interrupts it.
                    }
                  })
                  .start();
              log.put("returned");
            },
            signs,
            gate)) {
      assertEquals("returned", signs.get(PATIENCE));
      assertEquals(OptionalInt.empty(), child.exitCode());
      gate.put("last");
      assertEquals("last", signs.get(PATIENCE));
      assertEquals(0, exitCode(child));
    }
  }

  @Test
  void grandchildEndsInGoodOrderWhenItsParentHasReturned() throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(
        (q, file) -> {
          JavaProcess.start(ChildEndTest::sleepWithHook, q, file);
        },
        signs,
        file())) {
      assertEquals("began", signs.get(PATIENCE));
      assertEquals(0, exitCode(child));
      Task.until(() -> file().exists());
    }
  }

  @Test
  void everyMethodMayBeCalledAfterTheEnd() throws InterruptedException {
    JavaProcess child = JavaProcess.start(Chores::pid);
    assertEquals(0, exitCode(child));
    child.close();
    child.close();
    child.terminate();
    child.kill();
    child.join();
    assertTrue(child.join(Duration.ZERO));
    assertEquals(0, child.onExit().join());
    assertEquals(OptionalInt.of(0), child.exitCode());
    assertTrue(child.toString().contains("pid=" + child.pid()), child::toString);
  }
}

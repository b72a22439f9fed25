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
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Child JVMs, as a user starts and watches them. */
@Tag("deployment")
class JavaProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static int exitCode(JavaProcess child) throws InterruptedException {
    assertTrue(child.join(PATIENCE), "The child did not end in time.");
    return child.exitCode().orElseThrow();
  }

  static void echo(SharedQueue<String> requests, SharedQueue<String> answers)
      throws InterruptedException {
    answers.put(requests.get() + " from " + ProcessHandle.current().pid());
  }

  @Test
  void queuesArriveOpenInTheChild() throws InterruptedException {
    try (SharedQueue<String> requests = SharedQueue.anonymous(0, Codec.utf8());
        SharedQueue<String> answers = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess child = JavaProcess.start(JavaProcessTest::echo, requests, answers)) {
      requests.put("Hello");
      assertEquals("Hello from " + child.pid(), answers.get(PATIENCE));
      assertEquals(0, exitCode(child));
      assertFalse(child.isAlive());
    }
  }

  @Test
  void lambdaTakesAlongWhatItCaptures() throws InterruptedException {
    List<Integer> numbers = List.of(1, 2, 3);
    try (SharedQueue<byte[]> queue = SharedQueue.anonymous(0, Codec.bytes());
        JavaProcess child = JavaProcess.start(() ->
            queue.put(new byte[] {(byte) numbers.stream().mapToInt(n -> n).sum()}))) {
      assertEquals(6, queue.get(PATIENCE)[0]);
      assertEquals(0, exitCode(child));
    }
  }

  @Test
  void exitCodesAreThoseOfPython() throws InterruptedException {
    assertExit(0, () -> {});
    assertExit(7, () -> System.exit(7));
    assertExit(44, () -> System.exit(300));
    assertExit(255, () -> System.exit(-1));
    assertExit(9, () -> Runtime.getRuntime().halt(9));
  }

  private static void assertExit(int expected, io.shmq.process.RemoteRunnable action)
      throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(action)) {
      assertEquals(expected, exitCode(child));
    }
  }

  @Test
  void exceptionIsPrintedAndIsExitCodeOne() throws Exception {
    try (JavaProcess child = JavaProcess.builder().redirectError(Redirect.PIPE).start(() -> {
      throw new IllegalStateException("on purpose");
    })) {
      String error = new String(child.standardError().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, exitCode(child));
      assertTrue(error.contains("IllegalStateException: on purpose"), error);
      assertTrue(error.contains("JavaProcessTest"), error);
    }
  }

  @Test
  void killedChildHasTheNegativeSignalNumber() throws InterruptedException {
    try (JavaProcess child = JavaProcess.start(() -> Thread.sleep(600_000))) {
      assertEquals(OptionalInt.empty(), child.exitCode());
      assertTrue(child.isAlive());
      assertFalse(child.join(Duration.ZERO));
      assertFalse(child.join(Duration.ofSeconds(-1)));
      child.kill();
      assertEquals(-9, exitCode(child));
      child.kill();
      child.terminate();
      assertEquals(-9, child.exitCode().orElseThrow());
    }
    try (JavaProcess child = JavaProcess.start(() -> Thread.sleep(600_000))) {
      child.terminate();
      assertEquals(-15, exitCode(child));
    }
  }

  @Test
  void closeEndsTheChild() throws InterruptedException {
    JavaProcess child = JavaProcess.start(() -> Thread.sleep(600_000));
    child.close();
    assertFalse(child.isAlive());
    child.close();
  }

  @Test
  void outputIsCaptured() throws Exception {
    try (JavaProcess child = JavaProcess.builder()
        .redirectOutput(Redirect.PIPE)
        .redirectInput(Redirect.PIPE)
        .environment("GREETING", "Hello")
        .jvmOptions("-Dname=World")
        .start(() -> System.out.print(System.getenv("GREETING")
            + " "
            + System.getProperty("name")
            + " "
            + new String(System.in.readAllBytes(), StandardCharsets.UTF_8)))) {
      child.standardInput().write("!".getBytes(StandardCharsets.UTF_8));
      child.standardInput().close();
      assertEquals(
          "Hello World !",
          new String(child.standardOutput().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(0, exitCode(child));
    }
  }

  /** A main class. */
  public static final class Main {
    /**
     * Ends with an exit code.
     *
     * @param arguments the exit code
     */
    public static void main(String[] arguments) {
      System.exit(Integer.parseInt(arguments[0]));
    }
  }

  @Test
  void mainClassIsRun() throws InterruptedException {
    try (JavaProcess child = JavaProcess.builder().startMain(Main.class, "5")) {
      assertEquals(5, exitCode(child));
    }
    assertThrows(
        IllegalArgumentException.class, () -> JavaProcess.builder().startMain(String.class));
  }

  @Test
  void startThatFailsSaysWhatTheJvmSaid() {
    ProcessStartException e = assertThrows(
        ProcessStartException.class,
        () -> JavaProcess.builder()
            .jvmOptions("-XX:NoSuchOption")
            .redirectError(Redirect.DISCARD)
            .start(() -> {}));
    assertTrue(e.getMessage().contains("NoSuchOption"), e.getMessage());
  }

  @Test
  void actionThatDoesNotTravelIsRefusedHere() {
    Object notSerializable = new Object();
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class, () -> JavaProcess.start(notSerializable::hashCode));
    assertTrue(e.getMessage().contains("java.lang.Object"), e.getMessage());
  }

  @Test
  void classThatIsNotAllowedIsRefusedThere() {
    ProcessStartException e = assertThrows(
        ProcessStartException.class,
        () -> JavaProcess.builder()
            .filter("!" + Main.class.getName() + ";!" + Forbidden.class.getName())
            .start(new Forbidden()));
    assertTrue(e.getMessage().contains("REJECTED"), e.getMessage());
  }

  static final class Forbidden implements io.shmq.process.RemoteRunnable {
    private static final long serialVersionUID = 1L;

    @Override
    public void run() {}
  }

  @Test
  void childrenHaveChildrenWhichEndWithTheirParent() throws InterruptedException {
    try (SharedQueue<String> pids = SharedQueue.anonymous(0, Codec.utf8())) {
      try (JavaProcess child = JavaProcess.start(() -> {
        JavaProcess grandchild = JavaProcess.start(() -> {
          pids.put("" + ProcessHandle.current().pid());
          Thread.sleep(600_000);
        });
        grandchild.join();
      })) {
        long pid = Long.parseLong(pids.get(PATIENCE));
        ProcessHandle grandchild = ProcessHandle.of(pid).orElseThrow();
        child.kill();
        grandchild
            .onExit()
            .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
            .join();
      }
    }
  }

  @Test
  void childMaySurviveItsParent() throws InterruptedException {
    try (SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());
        SharedQueue<String> go = SharedQueue.anonymous(0, Codec.utf8())) {
      try (JavaProcess child = JavaProcess.start(() -> {
        JavaProcess.builder().survivesParent().start(() -> {
          go.get(PATIENCE);
          signs.put("alive");
        });
        signs.put("started");
        Thread.sleep(600_000);
      })) {
        assertEquals("started", signs.get(PATIENCE));
        child.kill();
        assertEquals(-9, exitCode(child));
        go.put("go");
        assertEquals("alive", signs.get(PATIENCE));
      }
    }
  }
}

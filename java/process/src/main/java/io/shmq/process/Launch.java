/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The start of a child JVM, which takes what it is to do from a queue, and says there that it has, or
 * what has kept it from that.
 */
final class Launch {
  /** How often the child is looked at while it starts. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final long DRY_RUN_SECONDS = 30;

  private static final String UNKNOWN = "its standard error says why.";

  private final JavaProcessBuilder builder;
  private final List<String> command;
  private final HeldQueue<Packet> desk;
  private final Process process;

  private Launch(
      JavaProcessBuilder builder, List<String> command, HeldQueue<Packet> desk, Process process) {
    this.builder = builder;
    this.command = command;
    this.desk = desk;
    this.process = process;
  }

  /**
   * Starts a child, and does not wait until it has begun.
   *
   * @param options further options of its JVM
   * @throws IllegalArgumentException if the action cannot be serialized
   * @throws ProcessStartException if there is no JVM
   */
  static Launch begin(JavaProcessBuilder builder, List<String> options, RemoteRunnable action) {
    Packet assignment = assignment(builder, action).toPacket();
    HeldQueue<Packet> desk = HeldQueue.anonymous(PacketCodec.INSTANCE);
    boolean hasBegun = false;
    try {
      desk.queue().putNowait(assignment);
      List<String> command = builder.command(options, desk.queue().handle().toString());
      Process process = start(builder.processBuilder(command));
      hasBegun = true;
      return new Launch(builder, command, desk, process);
    } finally {
      if (!hasBegun) {
        desk.remove();
      }
    }
  }

  private static Assignment assignment(JavaProcessBuilder builder, RemoteRunnable action) {
    try {
      return builder.assignment(ByteBuffer.wrap(RemoteObjects.write(action)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The action does not travel to another process (error="
              + e
              + "): let it capture only what is serializable, and queues.",
          e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProcessStartException(
          "No JVM could be started (error="
              + e.getMessage()
              + ", command="
              + String.join(" ", builder.command())
              + ").",
          e);
    }
  }

  Process process() {
    return process;
  }

  /**
   * Waits until the child has begun.
   *
   * @throws ProcessStartException if it does not get so far
   */
  void awaitBegin() throws InterruptedException {
    long start = System.nanoTime();
    while (!desk.queue().join(LOOK)) {
      if (!process.isAlive()) {
        throw new ProcessStartException("The JVM ended before it began (exitCode="
            + JavaProcess.exitCode(process)
            + ", command="
            + String.join(" ", command)
            + "): "
            + complaint());
      }
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(builder.startTimeout()) > 0) {
        throw new ProcessStartException("The JVM did not begin in time (timeout="
            + builder.startTimeout()
            + ", command="
            + String.join(" ", command)
            + "): see whether the machine is busy, or set a longer startTimeout.");
      }
    }
    @Nullable String refusal = refusal();
    if (refusal != null) {
      throw new ProcessStartException(refusal);
    }
  }

  /** Returns what the child says that cannot read its assignment, or null. */
  private @Nullable String refusal() {
    // What the child was to take is gone by now.
    if (desk.queue().empty()) {
      return null;
    }
    return "The child cannot read what it is to do; let its class path have all classes, and the"
        + " filter allow them: "
        + Patience.uninterrupted(desk.queue()::get).getString();
  }

  /** Returns what a child says that has ended before it began. */
  String complaint() {
    if (desk.queue().stats().puts() > 1) {
      @Nullable String refusal = refusal();
      return refusal == null ? UNKNOWN : refusal;
    }
    List<String> dryRun = new ArrayList<>(command);
    dryRun.add(1, "--dry-run");
    File said = null;
    try {
      said = File.createTempFile("shmq-", ".txt");
      Process process = builder
          .processBuilder(dryRun)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(said)
          .start();
      try {
        process.waitFor(DRY_RUN_SECONDS, TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
      String text = Files.readString(said.toPath()).strip();
      return text.isEmpty() ? UNKNOWN : text;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    } finally {
      if (said != null) {
        said.delete();
      }
    }
  }

  /** Lets go of the queue; the child goes on. */
  void close() {
    desk.remove();
  }
}

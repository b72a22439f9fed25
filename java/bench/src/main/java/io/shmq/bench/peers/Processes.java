/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.process.JavaProcess;
import io.shmq.process.RemoteRunnable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The processes of one measurement. Closing this ends them all. */
final class Processes implements AutoCloseable {
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");
  private static final int SAID = 2000;

  private final Path folder;
  private final List<String> jvmOptions;
  private final List<Held<JavaProcess>> helpers = new ArrayList<>();
  private final List<Held<JavaProcess>> workers = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();

  Processes(Path folder, PeerSystem system) {
    this.folder = folder;
    jvmOptions = new ArrayList<>(JVM_OPTIONS);
    jvmOptions.addAll(system.jvmOptions());
  }

  void startHelper(Helper helper) throws InterruptedException, MeasurementException {
    helpers.add(start("helper", helper.action()));
    await("the helper process is ready", () -> Files.exists(helper.ready()));
  }

  void startWorker(Task task) throws InterruptedException {
    roles.add(task.role());
    workers.add(start(task.role().toString(), () -> PeerProcess.run(task)));
  }

  private Held<JavaProcess> start(String name, RemoteRunnable action) throws InterruptedException {
    Redirect said = Redirect.appendTo(said(name).toFile());
    return new Held<>(JavaProcess.builder()
        .jvmOptions(jvmOptions.toArray(new String[0]))
        .redirectOutput(said)
        .redirectError(said)
        .start(action));
  }

  private Path said(String name) {
    return folder.resolve(name + ".txt");
  }

  /** Returns the numbers of the processes, of this one, too. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    pids.add(ProcessHandle.current().pid());
    helpers.forEach(process -> pids.add(process.get().pid()));
    workers.forEach(process -> pids.add(process.get().pid()));
    return pids;
  }

  /** Returns the number of the process that a role was given to first. */
  long pid(int worker) {
    return workers.get(worker).get().pid();
  }

  /** Waits until something is so, or a process ends, or it takes too long. */
  void await(String what, BooleanSupplier condition) throws MeasurementException {
    boolean isOver = Patience.await(() -> condition.getAsBoolean() || hasEnded());
    if (condition.getAsBoolean()) {
      return;
    }
    throw new MeasurementException(
        isOver
            ? "A process ended before " + what + ": " + reason()
            : "It took too long until " + what + " (waited=" + Patience.LONG.toSeconds() + " s).");
  }

  private boolean hasEnded() {
    return helpers.stream().anyMatch(process -> !process.get().isAlive())
        || workers.stream().anyMatch(process -> !process.get().isAlive());
  }

  /** Waits for the end of those that work, which must be a good one. */
  void join() throws InterruptedException, MeasurementException {
    for (int i = 0; i < workers.size(); i++) {
      Held<JavaProcess> worker = workers.get(i);
      if (!worker.get().join(Patience.LONG)) {
        throw new MeasurementException("A process does not end (role=" + roles.get(i) + ", pid="
            + worker.get().pid() + ").");
      }
      if (worker.get().exitCode().orElse(1) != 0) {
        throw new MeasurementException("A process failed: " + reason());
      }
    }
  }

  /** Returns why a process failed, as it says itself. */
  private String reason() {
    for (Role role : roles) {
      String failure = text(PeerProcess.failure(folder, role));
      if (!failure.isEmpty()) {
        return failure;
      }
    }
    StringBuilder said = new StringBuilder();
    roles.forEach(role -> said.append(text(said(role.toString()))));
    return said.append(text(said("helper"))).toString();
  }

  private static String text(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      return text.length() <= SAID ? text : text.substring(text.length() - SAID);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    workers.forEach(Held::close);
    helpers.forEach(Held::close);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Latency;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One system at work in processes of its own, from their start to their end. */
final class MeasuredRun {
  private final PeerSystem system;
  private final Setting setting;
  private final Timing timing;
  private final List<Integer> allowed;
  private final Path folder;
  private final Control control;
  private final Processes processes;

  MeasuredRun(Scene scene, Timing timing, List<Integer> allowed) throws IOException {
    this.timing = timing;
    this.allowed = allowed;
    system = scene.system();
    setting = scene.setting();
    folder = scene.folder();
    processes = scene.processes();
    control = new Control(folder);
  }

  /** Starts the processes, measures, and lets them end. */
  Figures measure() throws IOException, InterruptedException, MeasurementException {
    start();
    control.phase(Phase.RUN);
    Figures figures;
    if (setting.work() == Work.IDLE) {
      figures = idle();
      finish();
    } else {
      sleep(timing.warmUpNanos());
      Selection selection = Selection.of(windows(), timing.windows());
      finish();
      figures = new Figures(selection, null, null, null);
      if (setting.work() == Work.ROUND_TRIP) {
        figures = roundTrips(selection);
      }
    }
    return figures;
  }

  private void start() throws InterruptedException, MeasurementException {
    if (system.helper(folder).isPresent()) {
      processes.startHelper(system.helper(folder).get());
    }
    List<Role> roles =
        system.scope() == Scope.THREADS ? List.of(Role.BOTH) : List.of(Role.RECEIVER, Role.SENDER);
    ProcessorPair pair = new ProcessorPair(allowed.get(0), allowed.get(1));
    for (int i = 0; i < roles.size(); i++) {
      int ready = i + 1;
      processes.startWorker(
          new Task(system.name(), roles.get(i), setting, folder.toString(), pair, timing));
      processes.await(
          "all had opened the system (role=" + roles.get(i) + ")", () -> control.ready() >= ready);
    }
  }

  /** Lets the producers stop, waits until all has come that they sent, and settles the accounts. */
  private void finish() throws InterruptedException, MeasurementException {
    control.phase(Phase.DRAIN);
    processes.await("the producers had stopped", () -> sent() >= 0);
    try {
      processes.await("all messages had come that were sent", () -> received() >= sent());
    } catch (MeasurementException e) {
      throw new MeasurementException(
          e.getMessage() + " (sent=" + sent() + ", received=" + received() + ")");
    }
    control.phase(Phase.END);
    processes.join();
    for (int producer = 0; producer < setting.producers(); producer++) {
      settle(producer);
    }
  }

  private void settle(int producer) throws MeasurementException {
    long sent = control.sent(producer);
    long count = 0;
    long sum = 0;
    for (int consumer = 0; consumer < setting.consumers(); consumer++) {
      count += control.count(consumer, producer);
      sum += control.sum(consumer, producer);
    }
    long expected = sent * (sent - 1) / 2;
    if (count != sent || sum != expected) {
      throw new MeasurementException("Not every message came once (producer="
          + producer
          + ", sent="
          + sent
          + ", received="
          + count
          + ", sum of numbers="
          + sum
          + ", expected="
          + expected
          + ").");
    }
  }

  /** Returns how many messages were sent in all, or -1 if a producer still sends. */
  private long sent() {
    long sum = 0;
    for (int producer = 0; producer < setting.producers(); producer++) {
      long sent = control.sent(producer);
      if (sent < 0) {
        return -1;
      }
      sum += sent;
    }
    return sum;
  }

  private long received() {
    long sum = 0;
    for (int consumer = 0; consumer < setting.consumers(); consumer++) {
      sum += control.received(consumer);
    }
    return sum;
  }

  private List<Window> windows() throws IOException, InterruptedException, MeasurementException {
    List<Window> windows = new ArrayList<>();
    long quiet = 0;
    List<Integer> processors = setting.isOneToOne() ? allowed.subList(0, 2) : allowed;
    while (quiet < timing.windows() && windows.size() < timing.maxWindows()) {
      int number = windows.size() + 1;
      Moment start = moment(processors);
      control.window(number);
      sleep(timing.windowNanos());
      // Something comes in every window, however slow the system; one that got stuck is not waited
      // for until the last.
      processes.await(
          "messages came (window=" + number + ")", () -> received() > start.received() + 1);
      control.window(0);
      Window window = Window.between(number, start, moment(processors), processors.size());
      windows.add(window);
      quiet += window.isQuiet() ? 1 : 0;
    }
    return windows;
  }

  private Moment moment(List<Integer> processors) throws IOException {
    long own = 0;
    for (long pid : processes.pids()) {
      own += ProcessorTimes.ticks(pid);
    }
    long busy = ProcessorTimes.busyTicks(processors);
    return new Moment(System.nanoTime(), received(), busy, own);
  }

  private Figures roundTrips(Selection selection) throws IOException, MeasurementException {
    Histogram nanos = Recorder.read(folder, selection::has);
    if (nanos.getTotalCount() == 0) {
      throw new MeasurementException("No round trip ended in a window that counts.");
    }
    return new Figures(
        selection,
        new Latency(
            nanos.getValueAtPercentile(50),
            nanos.getValueAtPercentile(90),
            nanos.getValueAtPercentile(99),
            nanos.getValueAtPercentile(99.9),
            nanos.getValueAtPercentile(99.99),
            nanos.getMaxValue()),
        (double) control.interval(),
        null);
  }

  private Figures idle() throws IOException, InterruptedException, MeasurementException {
    processes.await("the consumer waited", () -> control.thread() != 0);
    // What it does before it falls asleep is not part of its sleep.
    sleep(timing.windowNanos());
    long pid = processes.pid(0);
    double before = ProcessorTimes.seconds(pid, control.thread());
    long start = System.nanoTime();
    sleep(timing.windowNanos() * timing.windows());
    long nanos = System.nanoTime() - start;
    double used = ProcessorTimes.seconds(pid, control.thread()) - before;
    Selection time = new Selection(List.of(new Window(1, 0, nanos, 0)), 1, 0, false);
    return new Figures(time, null, null, used / time.seconds());
  }

  private static void sleep(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }
}

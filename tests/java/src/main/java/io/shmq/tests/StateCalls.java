/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static io.shmq.tests.CallStand.BAD_TIMEOUT;
import static io.shmq.tests.CallStand.TOO_LONG;
import static io.shmq.tests.CallStand.expect;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The calls about a queue as a whole: each argument with a value of its own, each effect seen. */
final class StateCalls {
  private static final int AUTO_UNLINK = 1;
  private static final int PRODUCER = 1;
  private static final int CONSUMER = 2;
  private static final int DRAINING = 1;
  private static final int SHUT = 2;

  // struct shmq_stat
  private static final int STAT_SIZE = 176;
  private static final int SHUTDOWN = 4;
  private static final int CLAIMED = 8;
  private static final int ATTACHED = 12;
  private static final int MAX_MESSAGES = 16;
  private static final int MAX_BYTES = 24;
  private static final int MESSAGES = 32;
  private static final int PUTS = 72;
  private static final int GETS = 80;
  private static final int UNFINISHED = 88;
  private static final int CREATOR_PID = 160;
  private static final int DAMAGE = 168;

  private final CallStand stand;
  private final Binding binding;

  StateCalls(CallStand stand) {
    this.stand = stand;
    binding = stand.binding();
  }

  /** Checks all of them, with one queue of a name that others know. */
  void check(String name) throws IOException {
    lifeCycle(name);
    sizes();
    stat();
    claim(name);
    shutdown();
    tasks();
    spin();
    texts();
    address();
  }

  private void lifeCycle(String name) throws IOException {
    Path file = Path.of("/dev/shm/shmq." + name);
    long[] handle = {-1};
    expect("open", -Errno.ENOENT, binding.open(name, handle));
    expect("unlink", -Errno.ENOENT, binding.unlink(name));
    expect("create", -Errno.EINVAL, binding.create(name, 6, 5, 1 << 16, 0640, handle));
    expect(
        "create",
        0,
        binding.create(name, AUTO_UNLINK, 5 + TOO_LONG, 4096 + TOO_LONG, 0640, handle));
    long created = handle[0];
    expect("create", -Errno.EEXIST, binding.create(name, AUTO_UNLINK, 5, 1 << 16, 0640, handle));
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    expect("mode", "rw-r-----", mode);
    expect("maxMessages", 5 + TOO_LONG, binding.maxMessages(created));
    expect("max_bytes", 2 * TOO_LONG, stat(created).getLong(MAX_BYTES));

    expect("open", 0, binding.open(name, handle));
    long opened = handle[0];
    expect("another handle", opened != created && opened != 0 && created != 0);
    stand.put(created, "to the other handle");
    stand.expectMessage(opened, "to the other handle");
    stand.close(opened);
    expect("close", -Errno.EBADF, binding.close(opened));
    expect("name is there", Files.exists(file));
    stand.close(created);
    expect("name is gone with the last handle", !Files.exists(file));

    expect("create", 0, binding.create(name, 0, 5, 1 << 16, 0, handle));
    stand.close(handle[0]);
    expect("name is there", Files.exists(file));
    expect("unlink", 0, binding.unlink(name));
    expect("name is gone", !Files.exists(file));
  }

  private void sizes() {
    long queue = stand.queue(2);
    expect("qsize", 0, binding.qsize(queue));
    expect("empty", 1, binding.empty(queue));
    expect("full", 0, binding.full(queue));
    stand.put(queue, "first");
    expect("qsize", 1, binding.qsize(queue));
    expect("empty", 0, binding.empty(queue));
    expect("full", 0, binding.full(queue));
    stand.put(queue, "second");
    expect("qsize", 2, binding.qsize(queue));
    expect("full", 1, binding.full(queue));
    stand.expectMessage(queue, "first");
    stand.expectMessage(queue, "second");

    long longest = binding.maxLength(queue);
    expect("maxLength=" + longest, longest > 1 << 15 && longest < 1 << 16);
    OffHeap message = OffHeap.ofSize(binding, (int) longest + 1);
    expect("put", -Errno.EMSGSIZE, binding.put(queue, message.address(), longest + 1, 0));
    expect("put", 0, binding.put(queue, message.address(), longest, 0));
    expect("check", 0, binding.check(queue));
    stand.close(queue);
  }

  private ByteBuffer stat(long queue) {
    OffHeap stat = OffHeap.ofSize(binding, STAT_SIZE);
    stat.memory().putInt(0, STAT_SIZE);
    expect("stat", 0, binding.stat(queue, stat.address()));
    return stat.memory();
  }

  private void stat() {
    long queue = stand.queue(7);
    for (int i = 0; i < 4; i++) {
      stand.put(queue, "message");
    }
    stand.expectMessage(queue, "message");
    expect("taskDone", 0, binding.taskDone(queue));
    expect("taskDone", 0, binding.taskDone(queue));
    ByteBuffer stat = stat(queue);
    expect("size", STAT_SIZE, stat.getInt(0));
    expect("attached", 0, stat.getInt(ATTACHED));
    expect("max_messages", 7, stat.getLong(MAX_MESSAGES));
    expect("max_bytes", 1 << 16, stat.getLong(MAX_BYTES));
    expect("messages", 3, stat.getLong(MESSAGES));
    expect("puts", 4, stat.getLong(PUTS));
    expect("gets", 1, stat.getLong(GETS));
    expect("unfinished", 2, stat.getLong(UNFINISHED));
    expect("creator_pid", ProcessHandle.current().pid(), stat.getInt(CREATOR_PID));
    expect("damage", -1, stat.getLong(DAMAGE));
    expect("stat", -Errno.EINVAL, binding.stat(queue, 0));
    stand.close(queue);
  }

  private void claim(String name) {
    long[] handle = new long[1];
    expect("create", 0, binding.create(name, AUTO_UNLINK, 0, 1 << 16, 0, handle));
    long queue = handle[0];
    expect("open", 0, binding.open(name, handle));
    long other = handle[0];
    expect("claim", -Errno.EINVAL, binding.claim(queue, 4));
    expect("unclaim", -Errno.EPERM, binding.unclaim(queue, CONSUMER));
    expect("claim", 0, binding.claim(queue, CONSUMER));
    expect("claimed", CONSUMER, stat(queue).getInt(CLAIMED));
    expect("claim", -Errno.EBUSY, binding.claim(other, CONSUMER));
    expect("claim", 0, binding.claim(other, PRODUCER));
    expect("claimed", PRODUCER | CONSUMER, stat(queue).getInt(CLAIMED));
    expect("unclaim", -Errno.EPERM, binding.unclaim(queue, PRODUCER));
    expect("unclaim", 0, binding.unclaim(queue, CONSUMER));
    expect("claimed", PRODUCER, stat(queue).getInt(CLAIMED));
    stand.close(other);
    stand.close(queue);
  }

  private void shutdown() {
    long queue = stand.queue(0);
    stand.put(queue, "before");
    stand.put(queue, "dropped");
    expect("shutdown", 0, binding.shutdown(queue, 0));
    expect("draining", DRAINING, stat(queue).getInt(SHUTDOWN));
    expect("tryPut", -Errno.ESHUTDOWN, binding.tryPut(queue, new byte[1], 0, 1));
    stand.expectMessage(queue, "before");
    expect("shutdown", 0, binding.shutdown(queue, 1));
    expect("shut", SHUT, stat(queue).getInt(SHUTDOWN));
    expect("tryGet", -Errno.ESHUTDOWN, binding.tryGet(queue, new byte[1], 0, 1));
    stand.close(queue);
  }

  private void tasks() {
    long queue = stand.queue(0);
    expect("join", 0, binding.join(queue, 0));
    expect("taskDone", -Errno.EINVAL, binding.taskDone(queue));
    stand.put(queue, "task");
    expect("join", -Errno.EAGAIN, binding.join(queue, 0));
    expect("join", -Errno.ETIMEDOUT, binding.join(queue, 1000));
    expect("join", -Errno.EINVAL, binding.join(queue, BAD_TIMEOUT));
    expect("taskDone", 0, binding.taskDone(queue));
    expect("join", 0, binding.join(queue, 0));
    stand.close(queue);
  }

  private void spin() {
    long queue = stand.queue(0);
    expect("setSpin", 0, binding.setSpin(queue, -1));
    expect("setSpin", 0, binding.setSpin(queue, 12345));
    expect("setSpin", -Errno.EINVAL, binding.setSpin(queue, -2));
    expect("setSpin", -Errno.EINVAL, binding.setSpin(queue, BAD_TIMEOUT));
    stand.close(queue);
  }

  private void texts() {
    expect(
        "strerror", binding.strerror(-Errno.ENOENT).startsWith("There is no queue of this name"));
    expect("strerror", !binding.strerror(-Errno.ENOENT).equals(binding.strerror(-Errno.EACCES)));
    expect("version", binding.version().matches("\\d+\\.\\d+\\.\\d+"));
  }

  private void address() {
    ByteBuffer memory = ByteBuffer.allocateDirect(64);
    long address = binding.address(memory);
    expect("address of memory", address != 0);
    expect(
        "address of a part", address + 24, binding.address(memory.position(24).slice()));
    expect("address whatever the position", address, binding.address(memory));
  }
}

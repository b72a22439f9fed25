/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A thread waited in a call on a queue. */
@Name("shmq.QueueWait")
@Label("Queue Wait")
@Category("shmq")
@Description("A thread waited in a call on a queue")
@Enabled(false)
@Threshold("20 ms")
final class WaitEvent extends Event {
  @Label("Queue")
  @Description("Name of the queue")
  @Nullable
  String queue;

  @Label("Operation")
  @Description("The call: put, get, putMany, getMany, join, scan, remove")
  @Nullable
  String operation;

  @Label("Outcome")
  @Description("How the wait ended: done, timed out, busy, interrupted, closed, shut down, failed")
  @Nullable
  String outcome;
}

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
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Ends of a queue whose owner had died were repaired, by whichever process. */
@Name("shmq.QueueRecovery")
@Label("Queue Recovery")
@Category("shmq")
@Description("Ends of a queue whose owner had died were repaired, by whichever process")
@Enabled(false)
@Period("1 s")
@StackTrace(false)
final class RecoveryEvent extends Event {
  @Label("Queue")
  @Description("Name of the queue")
  @Nullable
  String queue;

  @Label("Recoveries")
  @Description("Repairs since the last such event, or since the queue was opened")
  long recoveries;

  @Label("Rolled Forward")
  @Description("Messages whose put or get these repairs completed")
  long rolledForward;

  @Label("Total Recoveries")
  @Description("Repairs since the queue was created")
  long totalRecoveries;

  @Label("Total Rolled Forward")
  @Description("Messages whose put or get was completed since the queue was created")
  long totalRolledForward;
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import io.shmq.internal.Errno;
import java.util.function.LongSupplier;

/** A wait that becomes an event, if it takes as long as the recording's threshold. */
final class RecordedWait extends Wait {
  private final WaitEvent event;
  private final Recoveries recoveries;

  RecordedWait(WaitEvent event, Recoveries recoveries) {
    this.event = event;
    this.recoveries = recoveries;
  }

  @Override
  public long measure(LongSupplier action) {
    event.begin();
    event.outcome = "failed";
    try {
      long result = action.getAsLong();
      event.outcome = outcome(result);
      return result;
    } finally {
      event.end();
    }
  }

  private static String outcome(long result) {
    if (result >= 0) {
      return "done";
    }
    switch ((int) -result) {
      case Errno.EAGAIN:
      case Errno.ETIMEDOUT:
        return "timed out";
      case Errno.EBUSY:
        return "busy";
      case Errno.EINTR:
        return "interrupted";
      case Errno.EBADF:
        return "closed";
      case Errno.ESHUTDOWN:
        return "shut down";
      default:
        return "failed";
    }
  }

  @Override
  public void commit() {
    if (event.outcome != null) {
      event.commit();
    }
    recoveries.report();
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one queue, so that another process can {@linkplain SharedQueue#open(QueueHandle, Codec) open}
 * it: small, serializable, and printable. It travels as an argument of a process, inside another
 * queue, or in a task. It does not keep the queue alive.
 *
 * <p>Unlike the name alone, a handle does not lead to another queue that got the same name from
 * another process later on.
 *
 * @param name name of the queue
 * @param creatorPid process ID of the process that created the queue
 * @param creatorStart when that process started, in clock ticks since boot
 */
public record QueueHandle(String name, long creatorPid, long creatorStart) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern FORM = Pattern.compile("shmq:([^:]+):(\\d{1,10}):(\\d{1,19})");

  /** Creates a handle; {@link SharedQueue#handle} is the usual way to one. */
  public QueueHandle {
    Objects.requireNonNull(name, "name");
  }

  /**
   * Returns the handle that {@link #toString} has written.
   *
   * @param text text of the form {@code shmq:NAME:PID:START}
   * @return the handle
   * @throws IllegalArgumentException if the text has another form
   */
  public static QueueHandle parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      try {
        return new QueueHandle(
            String.valueOf(matcher.group(1)),
            Long.parseLong(String.valueOf(matcher.group(2))),
            Long.parseLong(String.valueOf(matcher.group(3))));
      } catch (NumberFormatException e) {
        // Told below: the number is none that toString writes.
      }
    }
    throw new IllegalArgumentException("A handle has the form shmq:NAME:PID:START (text=\"" + text
        + "\"): use what toString returns.");
  }

  /** Returns the handle as text, for {@link #parse}. */
  @Override
  public String toString() {
    return "shmq:" + name + ":" + creatorPid + ":" + creatorStart;
  }
}

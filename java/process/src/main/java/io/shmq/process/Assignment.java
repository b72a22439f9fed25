/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.nio.ByteBuffer;

/**
 * What a child JVM is to do, as it travels from its parent.
 *
 * @param parent ID of the process whose death ends the child; {@link #NONE} if none does
 * @param filter pattern of classes as of {@link Filters}; empty for those of the application
 * @param action the action, as {@link RemoteObjects} writes it
 */
record Assignment(long parent, String filter, ByteBuffer action) {
  /** Instead of a parent. */
  static final long NONE = 0;

  /** Returns the message that says it. */
  Packet toPacket() {
    return new Packet().putLong(parent).putString(filter).putBytes(action);
  }

  /** Returns what a message says. */
  static Assignment of(Packet message) {
    return new Assignment(message.getLong(), message.getString(), message.getBytes());
  }
}

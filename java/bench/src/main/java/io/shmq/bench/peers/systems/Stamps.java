/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Setting;
import java.nio.ByteBuffer;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Writes messages, and takes down those that it reads; creates nothing. */
final class Stamps implements Codec<Stamped> {
  /** What every get returns: all that there is to a message is taken down already. */
  private static final Stamped TAKEN = new Stamped();

  private final int length;
  private final ThreadLocal<@Nullable Side> sides = new ThreadLocal<>();
  private final @Nullable Side only;

  /**
   * Creates a codec.
   *
   * @param setting says how long messages are, and whether one thread has the codec for itself
   */
  Stamps(Setting setting) {
    length = setting.messageBytes();
    only = setting.isOneToOne() ? new Side(length) : null;
  }

  /** Returns a receiver whose messages go to a ledger. */
  Receiver into(Ledger ledger, Receiver receiver) {
    if (only != null) {
      only.ledger = ledger;
      return receiver;
    }
    return new Receiver() {
      private boolean isSet;

      @Override
      public int poll() throws Exception {
        if (!isSet) {
          side().ledger = ledger;
          isSet = true;
        }
        return receiver.poll();
      }
    };
  }

  private Side side() {
    if (only != null) {
      return only;
    }
    Side side = sides.get();
    if (side == null) {
      side = new Side(length);
      sides.set(side);
    }
    return side;
  }

  @Override
  public void encode(Stamped element, MessageWriter out) {
    Side side = side();
    if (length <= Content.SHORT) {
      ByteBuffer buffer = out.reserve(length);
      int start = buffer.position();
      Content.write(side.message.at(buffer, start), length, element.stamp);
      buffer.position(start + length);
    } else {
      Content.write(side.message.at(side.source, 0), length, element.stamp);
      out.wrap(side.source.array(), 0, length);
    }
  }

  @Override
  public Stamped decode(ByteBuffer message) {
    Side side = side();
    if (side.ledger == null) {
      throw new IllegalStateException("A message came to a thread that receives none.");
    }
    side.ledger.receive(side.message.at(message, message.position()), message.remaining());
    return TAKEN;
  }

  /** What a thread needs. */
  private static final class Side {
    final BufferMessage message = new BufferMessage();
    final ByteBuffer source;

    @Nullable
    Ledger ledger;

    Side(int length) {
      source = ByteBuffer.allocate(length);
    }
  }
}

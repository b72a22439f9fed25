/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Setting;
import java.nio.ByteBuffer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Takes down the messages that it reads, and creates nothing. Who puts messages puts them as arrays
 * of bytes.
 */
final class Intake implements Codec<Intake.Receipt> {
  /** What every get returns: all that there is to a message is taken down already. */
  enum Receipt {
    TAKEN
  }

  private final ThreadLocal<@Nullable Side> sides = new ThreadLocal<>();
  private final @Nullable Side only;

  /**
   * Creates a codec.
   *
   * @param setting says whether one thread has the codec for itself
   */
  Intake(Setting setting) {
    only = setting.isOneToOne() ? new Side() : null;
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
      side = new Side();
      sides.set(side);
    }
    return side;
  }

  @Override
  public void encode(Receipt element, MessageWriter out) {
    throw new UnsupportedOperationException("What was taken down is not put again.");
  }

  @Override
  public Receipt decode(ByteBuffer message) {
    Side side = side();
    if (side.ledger == null) {
      throw new IllegalStateException("A message came to a thread that receives none.");
    }
    side.ledger.receive(side.message.at(message, message.position()), message.remaining());
    return Receipt.TAKEN;
  }

  /** What a thread needs. */
  private static final class Side {
    final BufferMessage message = new BufferMessage();

    @Nullable
    Ledger ledger;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** Sends as fast as it can. */
final class FlowSender implements Participant {
  /** How often it sends between two looks at the phase. */
  private static final int STRETCH = 16;

  private final Control control;
  private final Idling idling;
  private final int producer;
  private final Sender sender;

  FlowSender(Control control, Setting setting, int producer, Sender sender) {
    this.control = control;
    idling = new Idling(setting);
    this.producer = producer;
    this.sender = sender;
  }

  @Override
  public void run() throws Exception {
    long first = Content.stamp(producer, 0);
    long stamp = first;
    while (control.phase().isBefore(Phase.DRAIN)) {
      for (int i = 0; i < STRETCH; i++) {
        int sent = sender.offer(stamp);
        if (sent == 0) {
          idling.idle();
        }
        stamp += sent;
      }
    }
    control.sent(producer, stamp - first);
  }
}

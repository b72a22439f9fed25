/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** Sends every message back that comes. */
final class Answerer implements Participant {
  private final Control control;
  private final Ledger ledger;
  private final Receiver receiver;
  private final Sender sender;

  Answerer(Control control, Ledger ledger, Receiver receiver, Sender sender) {
    this.control = control;
    this.ledger = ledger;
    this.receiver = receiver;
    this.sender = sender;
  }

  @Override
  public void run() throws Exception {
    long answered = 0;
    while (control.phase().isBefore(Phase.END)) {
      if (receiver.poll() == 0) {
        Thread.onSpinWait();
      }
      while (answered < ledger.total() && control.phase().isBefore(Phase.END)) {
        answered += sender.offer(Content.stamp(0, answered));
      }
      control.received(0, answered);
    }
    control.account(0, 0, ledger.count(0), ledger.sum(0));
  }
}

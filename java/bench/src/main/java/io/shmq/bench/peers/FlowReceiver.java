/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Work;

/** Receives as fast as it can. */
final class FlowReceiver implements Participant {
  private final Control control;
  private final Setting setting;
  private final Idling idling;
  private final int consumer;
  private final Ledger ledger;
  private final Receiver receiver;

  FlowReceiver(Control control, Setting setting, int consumer, Ledger ledger, Receiver receiver) {
    this.control = control;
    this.setting = setting;
    idling = new Idling(setting);
    this.consumer = consumer;
    this.ledger = ledger;
    this.receiver = receiver;
  }

  @Override
  public void run() throws Exception {
    control.thread(ThisThread.number());
    while (control.phase().isBefore(Phase.END) && !isSatisfied()) {
      if (receiver.poll() == 0) {
        idling.idle();
      } else {
        control.received(consumer, ledger.total());
      }
    }
    for (int producer = 0; producer < setting.producers(); producer++) {
      control.account(consumer, producer, ledger.count(producer), ledger.sum(producer));
    }
  }

  /** Returns true if it would wait for ever for more: to an idle one comes a single message. */
  private boolean isSatisfied() {
    return setting.work() == Work.IDLE && ledger.total() > 0;
  }
}

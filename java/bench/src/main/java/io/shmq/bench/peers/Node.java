/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;

/** A system in one process. Closing it closes its ends. */
public interface Node extends AutoCloseable {
  /**
   * Opens an end to send at; called in the process's main thread, before any message.
   *
   * @param channel name of the channel
   * @param producer number of the producer
   * @return the end, for one thread
   * @throws Exception if the system fails
   */
  Sender sender(String channel, int producer) throws Exception;

  /**
   * Opens an end to receive at, as {@link #sender}.
   *
   * @param channel name of the channel
   * @param ledger takes down what comes
   * @return the end, for one thread
   * @throws Exception if the system fails
   */
  Receiver receiver(String channel, Ledger ledger) throws Exception;

  @Override
  default void close() throws IOException {}
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * The queues that all workers of a pool share.
 *
 * @param tasks where the tasks come from
 * @param answers where the answers go to
 * @param functions where {@link Functions} are under their numbers
 */
record WorkerQueues(
    HeldQueue<Packet> tasks, HeldQueue<Packet> answers, HeldQueue<Packet> functions) {}

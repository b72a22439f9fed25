/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The benchmark against peers: one way, to and fro, many to many and idle, each between two fresh
 * processes; see {@link io.shmq.bench.peers.PeersBench}.
 */
package io.shmq.bench.peers;

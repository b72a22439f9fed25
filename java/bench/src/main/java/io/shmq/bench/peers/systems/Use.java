/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Setting;

/** A way to use shmq. */
enum Use {
  /** Both ends claimed; put one by one, get by batches, or in round trips one by one. */
  CLAIMED("shmq, claimed"),
  /** Put and get one by one. */
  ONE_BY_ONE("shmq, one by one"),
  /** Put and get by batches. */
  BATCHES("shmq, batches of 64"),
  /** Long messages that are written and read where they lie. */
  IN_PLACE("shmq, in place"),
  /** Put and get one by one, in other works than one way. */
  SHARED("shmq");

  /** Messages in a batch. */
  static final int BATCH = 64;

  private final String systemName;

  Use(String systemName) {
    this.systemName = systemName;
  }

  String systemName() {
    return systemName;
  }

  boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY ->
        switch (this) {
          case CLAIMED, ONE_BY_ONE -> true;
          case BATCHES -> isShort(setting);
          case IN_PLACE -> !isShort(setting);
          case SHARED -> false;
        };
      case ROUND_TRIP -> this == CLAIMED || this == SHARED;
      case MANY_TO_MANY, IDLE -> this == SHARED;
    };
  }

  private static boolean isShort(Setting setting) {
    return setting.messageBytes() <= Content.SHORT;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element with about everything that JSON and CBOR have. */
record Order(
    String customer, List<Item> items, Map<String, List<Integer>> notes, Optional<String> remark) {
  record Item(String name, int count, BigDecimal price, boolean isGift, double weight) {}

  /** Returns an order of one item. */
  static Order sample() {
    return new Order(
            "J\u00fcrgen \u4e2d \ud83d\ude00",
            List.of(),
            Map.of("a", List.of(1, 2)),
            Optional.empty())
        .withItem("pencil \"2B\"\n", 3);
  }

  /** Returns this order with one more item. */
  Order withItem(String name, int count) {
    List<Item> more = new ArrayList<>(items);
    more.add(new Item(name, count, new BigDecimal("12.50"), true, 0.1));
    return new Order(customer, more, notes, remark);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A queue of texts for one test, which sees it as a {@link BlockingQueue}. */
final class QueueView implements BeforeEachCallback, AfterEachCallback {
  private final Queues queues = new Queues();
  private final int maxSize;
  private HookedCodec codec;
  private SharedQueue<String> shared;
  private BlockingQueue<String> view;
  private List<SharedQueue<String>> others;

  /** With a largest number of messages, or 0 for no limit. */
  QueueView(int maxSize) {
    this.maxSize = maxSize;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    codec = new HookedCodec();
    shared = SharedQueue.create(queues.name(), maxSize, codec);
    view = shared.asBlockingQueue();
    others = new ArrayList<>();
  }

  /** Returns the view, with elements put to it. */
  BlockingQueue<String> with(String... elements) {
    view.addAll(List.of(elements));
    return view;
  }

  /** Returns the queue itself. */
  SharedQueue<String> shared() {
    return shared;
  }

  HookedCodec codec() {
    return codec;
  }

  /** Returns the same queue as somebody else sees it who has opened it too. */
  BlockingQueue<String> openedAgain() {
    SharedQueue<String> other = SharedQueue.open(shared.name(), codec);
    others.add(other);
    return other.asBlockingQueue();
  }

  /** Takes all that is left, one by one. */
  List<String> rest() {
    List<String> rest = new ArrayList<>();
    for (String element = view.poll(); element != null; element = view.poll()) {
      rest.add(element);
    }
    return rest;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    others.forEach(SharedQueue::close);
    shared.close();
    queues.afterEach(context);
  }
}

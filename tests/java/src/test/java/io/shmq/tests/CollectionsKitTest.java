/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Guava asks of every queue that is a collection, with none of its tests left out. */
class CollectionsKitTest {
  @RegisterExtension
  final Queues queues = new Queues();

  /** Those of the test that runs. */
  private final List<SharedQueue<String>> open = new ArrayList<>();

  @TestFactory
  DynamicNode boundedQueueIsACollection() {
    return node(suite("bounded", 100));
  }

  @TestFactory
  DynamicNode unboundedQueueIsACollection() {
    return node(suite("unbounded", 0));
  }

  private TestSuite suite(String name, int maxSize) {
    return QueueTestSuiteBuilder.using(new Generator(maxSize))
        .named(name)
        .withFeatures(
            CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
        .withTearDown(this::closeAll)
        .createTestSuite();
  }

  private void closeAll() {
    open.forEach(SharedQueue::close);
    open.clear();
  }

  /** Makes tests of JUnit 3, which the kit is made of, tests of this one. */
  private static DynamicNode node(Test test) {
    if (test instanceof TestSuite) {
      TestSuite suite = (TestSuite) test;
      return dynamicContainer(
          suite.getName(), Collections.list(suite.tests()).stream().map(CollectionsKitTest::node));
    }
    TestCase testCase = (TestCase) test;
    return dynamicTest(testCase.getName(), testCase::runBare);
  }

  private final class Generator extends TestStringQueueGenerator {
    private final int maxSize;

    Generator(int maxSize) {
      this.maxSize = maxSize;
    }

    @Override
    protected Queue<String> create(String[] elements) {
      SharedQueue<String> queue = SharedQueue.create(queues.name(), maxSize, Codec.utf8());
      open.add(queue);
      Queue<String> view = queue.asBlockingQueue();
      view.addAll(Arrays.asList(elements));
      return view;
    }
  }
}

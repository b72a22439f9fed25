/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shmq.SharedQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ways to put a message, and to get one, that do not wait. */
final class Ways {
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);

  private Ways() {}

  /** What a callback throws. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What a way makes of a {@code false} or {@code null} that says that it cannot be done now. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A way to put a message. */
  enum Put {
    NOWAIT {
      @Override
      void call(SharedQueue<String> queue, String message) {
        queue.putNowait(message);
      }
    },
    ZERO_TIMEOUT {
      @Override
      void call(SharedQueue<String> queue, String message) throws InterruptedException {
        queue.put(message, Duration.ZERO);
      }
    },
    NEGATIVE_TIMEOUT {
      @Override
      void call(SharedQueue<String> queue, String message) throws InterruptedException {
        queue.put(message, NEGATIVE);
      }
    },
    BATCH {
      @Override
      void call(SharedQueue<String> queue, String message) throws InterruptedException {
        queue.putMany(List.of(message), NEGATIVE);
      }
    },
    IN_PLACE {
      @Override
      void call(SharedQueue<String> queue, String message) throws InterruptedException {
        byte[] bytes = message.getBytes(UTF_8);
        queue.put(bytes.length, out -> out.put(bytes), Duration.ZERO);
      }
    },
    OFFER {
      @Override
      void call(SharedQueue<String> queue, String message) {
        requireRoom(queue.asBlockingQueue().offer(message));
      }
    },
    OFFER_NEGATIVE_TIMEOUT {
      @Override
      void call(SharedQueue<String> queue, String message) throws InterruptedException {
        requireRoom(queue.asBlockingQueue().offer(message, -1, TimeUnit.SECONDS));
      }
    };

    abstract void call(SharedQueue<String> queue, String message) throws InterruptedException;

    private static void requireRoom(boolean isAccepted) {
      if (!isAccepted) {
        throw new NotNow();
      }
    }
  }

  /** A way to get a message. */
  enum Get {
    NOWAIT {
      @Override
      String call(SharedQueue<String> queue) {
        return queue.getNowait();
      }
    },
    ZERO_TIMEOUT {
      @Override
      String call(SharedQueue<String> queue) throws InterruptedException {
        return queue.get(Duration.ZERO);
      }
    },
    NEGATIVE_TIMEOUT {
      @Override
      String call(SharedQueue<String> queue) throws InterruptedException {
        return queue.get(NEGATIVE);
      }
    },
    BATCH {
      @Override
      String call(SharedQueue<String> queue) throws InterruptedException {
        return queue.getMany(1, NEGATIVE).get(0);
      }
    },
    IN_PLACE {
      @Override
      String call(SharedQueue<String> queue) throws InterruptedException {
        return queue.get(Get::text, Duration.ZERO);
      }
    },
    POLL {
      @Override
      String call(SharedQueue<String> queue) {
        return requireElement(queue.asBlockingQueue().poll());
      }
    },
    POLL_NEGATIVE_TIMEOUT {
      @Override
      String call(SharedQueue<String> queue) throws InterruptedException {
        return requireElement(queue.asBlockingQueue().poll(-1, TimeUnit.SECONDS));
      }
    };

    abstract String call(SharedQueue<String> queue) throws InterruptedException;

    private static String text(ByteBuffer message) {
      return UTF_8.decode(message).toString();
    }

    private static String requireElement(String element) {
      if (element == null) {
        throw new NotNow();
      }
      return element;
    }
  }
}

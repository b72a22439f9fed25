/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.Collections;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A batch that was taken from a queue did not get through whole; the rest of it is in {@link
 * #elements}.
 *
 * <p>Thrown if messages of a batch could not be decoded. These are lost, each alone. The cause is
 * the codec's first exception; those after it are suppressed ones of the first.
 *
 * <p>Also a suppressed exception of what a collection threw that elements were drained to, with those
 * that it did not take.
 */
public final class BatchException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable List<?> elements;

  BatchException(String message, List<?> elements, @Nullable Throwable cause) {
    super(message, cause);
    this.elements = Collections.unmodifiableList(elements);
  }

  /**
   * Returns the elements of the batch that could be decoded and that the collection, if there is one,
   * did not take, in order, of the queue's type.
   *
   * @return the elements; none if the exception was serialized
   */
  public List<?> elements() {
    List<?> decoded = elements;
    return decoded == null ? List.of() : decoded;
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.RandomAccess;
import org.checkerframework.checker.index.qual.NonNegative;

/**
 * A list that makes its elements when they are asked for. Its copy in another process is an ordinary
 * one.
 *
 * @param <E> type of the elements
 */
@SuppressWarnings("serial") // what is serialized is the ordinary list
final class ListView<E> extends AbstractList<E> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes elements. */
  interface Elements<E> {
    /** Returns the element of an index that the list has. */
    E get(@NonNegative int index);
  }

  private final @NonNegative int size;
  private final Elements<E> elements;

  ListView(@NonNegative int size, Elements<E> elements) {
    this.size = size;
    this.elements = elements;
  }

  @Override
  public @NonNegative int size() {
    return size;
  }

  @Override
  public E get(@NonNegative int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(
          "There is no such result (index=" + index + ", size=" + size + ").");
    }
    return elements.get(index);
  }

  private Object writeReplace() {
    return new ArrayList<>(this);
  }
}

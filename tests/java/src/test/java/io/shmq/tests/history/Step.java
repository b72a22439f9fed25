/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.Optional;

/**
 * Something that happens at one moment, as the result that was seen says.
 *
 * @param <S> type of the object's state
 */
@FunctionalInterface
public interface Step<S> {
  /** Returns the state behind the step, or nothing if the step cannot happen in this state. */
  Optional<S> from(S state);
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.List;

/**
 * A part of what is in a queue.
 *
 * @param messages messages in order; none at the queue's end
 * @param next the position where the next part begins
 */
record Scan<E extends Object>(List<Scanned<E>> messages, long next) {}

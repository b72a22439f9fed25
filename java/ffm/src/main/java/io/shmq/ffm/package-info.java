/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The binding through {@code java.lang.foreign}, for Java 22 and later. */
package io.shmq.ffm;

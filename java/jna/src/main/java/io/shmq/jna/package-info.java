/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The binding through Java Native Access, for every JVM. */
package io.shmq.jna;

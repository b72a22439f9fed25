/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How the Java classes reach the C core: what a binding is, which one is used, and where the native
 * library comes from. Not part of the public interface.
 */
package io.shmq.internal;

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The binding through the Java Native Interface, for every JVM. Not part of the public interface. */
package io.shmq.jni;

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.checker;

/**
 * A key of a {@code @SuppressWarnings}.
 *
 * @param place file and line of the annotation
 * @param key what it suppresses
 * @param justified whether a comment stands behind the annotation or in the line before it
 */
record Suppression(String place, String key, boolean justified) {}

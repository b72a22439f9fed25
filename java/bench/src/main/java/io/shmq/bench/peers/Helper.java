/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.process.RemoteRunnable;
import java.nio.file.Path;

/**
 * A process that a system needs beside those that send and receive.
 *
 * @param action what it does; it is ended by {@code SIGTERM}
 * @param ready the file that is there once others may come
 */
public record Helper(RemoteRunnable action, Path ready) {}

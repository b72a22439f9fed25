/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

/** The errno values of Linux on x86-64 and aarch64 that results are made of, negated. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  /** Never a result of C; a wait that Java ends because its thread was interrupted. */
  public static final int EINTR = 4;

  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EDEADLK = 35;
  public static final int EPROTO = 71;
  public static final int EMSGSIZE = 90;
  public static final int ESHUTDOWN = 108;
  public static final int ETIMEDOUT = 110;

  private Errno() {}
}

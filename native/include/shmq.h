/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * shmq: a queue between processes on one Linux host, over shared memory.
 *
 * Any number of producers and consumers, messages of any length, first in, first out. A process
 * that is killed, at whatever instruction, blocks nobody, loses no message that was put, and
 * corrupts nothing.
 *
 * Conventions of every call:
 *   - The result is non-negative on success and a negative errno value on failure.
 *   - Every function may be called from any thread at any time, also while another thread closes
 *     the same queue. No function may be called from a signal handler.
 *   - A thread must not be cancelled (pthread_cancel) inside a call.
 *   - A closed or never opened queue is -EBADF, a NULL pointer where data is needed is -EINVAL.
 *   - Timeouts are in nanoseconds of CLOCK_MONOTONIC: SHMQ_FOREVER waits without end, 0 does not
 *     wait, and any other negative number is -EINVAL. A timeout bounds everything the call waits
 *     for, locks included. A signal does not end a call: it goes on for the time that is left.
 */
#ifndef SHMQ_H
#define SHMQ_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SHMQ_EXPORT __attribute__((visibility("default")))
#else
#define SHMQ_EXPORT
#endif

/* A handle of one process on a queue. The value is opaque: it is never to be dereferenced. */
typedef struct shmq shmq;

/* As a timeout: wait without end. */
#define SHMQ_FOREVER ((int64_t)-1)

/* As a spin time: adapt to how long waits turn out to be (the default). */
#define SHMQ_SPIN_ADAPTIVE ((int64_t)-1)

/* Flag of struct shmq_options: the name goes with the last handle that is closed. */
#define SHMQ_AUTO_UNLINK UINT32_C(1)

/* Longest name, in characters. */
#define SHMQ_NAME_MAX 200

struct shmq_options {
  uint32_t size;        /* sizeof(struct shmq_options): lets the struct grow */
  uint32_t flags;       /* 0 or SHMQ_AUTO_UNLINK */
  int64_t max_messages; /* most messages that may wait at once; <= 0: no limit on the count */
  uint64_t max_bytes;   /* byte budget, rounded up to a power of two of at least 4096; 0: the
                           default of 1 GiB, of which only what is used is backed by memory. A
                           message takes its length rounded up to 8, plus 8 */
  uint32_t mode;        /* permission bits of the object, umask not applied; 0: 0600 */
};

/*
 * Creates the queue `name` and opens it. The name matches [A-Za-z0-9][A-Za-z0-9._-]{0,199}; the
 * object is /dev/shm/shmq.NAME, and appears there only when it is complete.
 *
 * Returns 0 and the handle in *queue; -EEXIST if the name is taken, -EINVAL for a bad name or bad
 * options, -ENOSPC if /dev/shm is full, -EMFILE, -ENFILE or -ENOMEM if this process or the host has
 * run out of descriptors or memory.
 */
SHMQ_EXPORT int shmq_create(const char *name, const struct shmq_options *options, shmq **queue);

/*
 * Opens the queue `name`, which some process created. Opening changes nothing in the object.
 *
 * Returns 0 and the handle in *queue; -ENOENT if there is no such queue, -EACCES if its mode does
 * not let this process read and write it, -EINVAL for a bad name, -EPROTO if the object is no
 * queue, has another layout version, or is damaged, -EXDEV if it was made in another PID namespace
 * or with another mutex layout (another C library or word size), -EMFILE, -ENFILE or -ENOMEM as
 * shmq_create.
 */
SHMQ_EXPORT int shmq_open(const char *name, shmq **queue);

/*
 * Closes this handle. Calls of other threads that are inside leave with -EBADF, and the memory is
 * unmapped when the last of them has left. Messages stay in the queue for the other processes.
 *
 * Returns 0, or -EBADF if the handle is closed already.
 */
SHMQ_EXPORT int shmq_close(shmq *queue);

/*
 * Removes the name. Processes that have the queue open go on using it; the memory goes with the
 * last of them. Whatever regular file has the queue's name is removed, also one that shmq_open
 * refuses.
 *
 * Returns 0; -ENOENT if there is no such name, -EACCES if it may not be removed, -EINVAL for a bad
 * name, -EPROTO if the name is not that of a regular file.
 */
SHMQ_EXPORT int shmq_unlink(const char *name);

/*
 * Puts a message of `length` bytes at the queue's end, waiting for room up to `timeout_ns`. A
 * message of no bytes is a message.
 *
 * Returns 0 once the message is in the queue. Otherwise nothing was put: -EAGAIN if there is no
 * room and timeout_ns is 0, -ETIMEDOUT if the time passed, -EMSGSIZE if the message can never fit,
 * -ENOSPC if /dev/shm or memory is exhausted, -EBUSY if timeout_ns is 0 and the lock cannot be had
 * because its holder does not run, -EPROTO if the queue is damaged.
 */
SHMQ_EXPORT int shmq_put(shmq *queue, const void *data, size_t length, int64_t timeout_ns);

/*
 * Takes the message at the queue's front into `buffer`, waiting for one up to `timeout_ns`.
 *
 * Returns the message's length in bytes. If that is larger than `capacity`, nothing was taken and
 * nothing copied: call again with a larger buffer. -EAGAIN if the queue is empty and timeout_ns is
 * 0, -ETIMEDOUT if the time passed, -EBUSY and -EPROTO as shmq_put.
 */
SHMQ_EXPORT ssize_t shmq_get(shmq *queue, void *buffer, size_t capacity, int64_t timeout_ns);

/*
 * As shmq_put and shmq_get with a timeout of 0, for callers that may not be delayed, as a thread
 * that holds up a garbage collector: they try the lock for about a microsecond only and reserve no
 * memory. -EBUSY means that this was not enough and says nothing about the queue; the caller then
 * uses shmq_put or shmq_get.
 */
SHMQ_EXPORT int shmq_try_put(shmq *queue, const void *data, size_t length);
SHMQ_EXPORT ssize_t shmq_try_get(shmq *queue, void *buffer, size_t capacity);

/* Returns the number of messages in the queue; a message counts from before its put returns until
 * its get has taken it. */
SHMQ_EXPORT int64_t shmq_qsize(shmq *queue);

/* Returns 1 if a get would find no message, otherwise 0. */
SHMQ_EXPORT int shmq_empty(shmq *queue);

/* Returns 1 if a put of a message of no bytes would find no room, otherwise 0. */
SHMQ_EXPORT int shmq_full(shmq *queue);

/* Returns the limit on the number of messages, or 0 if there is none. */
SHMQ_EXPORT int64_t shmq_max_messages(shmq *queue);

/* Returns the length in bytes of the longest message that fits into the queue when it is empty. */
SHMQ_EXPORT int64_t shmq_max_length(shmq *queue);

/*
 * Sets how long calls on this handle poll before they sleep, in nanoseconds: SHMQ_SPIN_ADAPTIVE,
 * or 0 to sleep at once, or a positive number to poll for that time on every wait.
 *
 * Returns 0, or -EINVAL for any other number.
 */
SHMQ_EXPORT int shmq_set_spin(shmq *queue, int64_t spin_ns);

/* Returns one sentence about a result of these calls, for a person to act on. The text is static.
 */
SHMQ_EXPORT const char *shmq_strerror(int error);

/* Returns the library's version, "MAJOR.MINOR.PATCH". The text is static. */
SHMQ_EXPORT const char *shmq_version(void);

#ifdef __cplusplus
}
#endif

#endif

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
 *   - A closed or never opened queue is -EBADF, a NULL pointer where data is needed is -EINVAL, and
 *     a thread's first call may find no memory for its part in closing: -ENOMEM.
 *   - Timeouts are in nanoseconds of CLOCK_MONOTONIC: SHMQ_FOREVER waits without end, 0 does not
 *     wait, and any other negative number is -EINVAL. A timeout bounds everything the call waits
 *     for, locks included. A signal does not end a call: it goes on for the time that is left.
 */
#ifndef SHMQ_H
#define SHMQ_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

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

/* Flag of struct shmq_options: the name goes with the last handle that is closed. A process that
 * ends in any way but by a signal has closed its handles. */
#define SHMQ_AUTO_UNLINK UINT32_C(1)

/* The ends of a queue, for shmq_claim, shmq_unclaim and struct shmq_stat. */
#define SHMQ_PRODUCER 1
#define SHMQ_CONSUMER 2

/* How far a queue is shut down, in struct shmq_stat. */
#define SHMQ_OPEN UINT32_C(0)     /* not at all */
#define SHMQ_DRAINING UINT32_C(1) /* no more puts; what is there can be got */
#define SHMQ_SHUT UINT32_C(2)     /* neither puts nor gets */

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
 * -ENOSPC if /dev/shm or memory is exhausted, -ESHUTDOWN if the queue is shut down, -EBUSY if
 * another handle has claimed this end, or if timeout_ns is 0 and the lock cannot be had because its
 * holder does not run or is inside shmq_reserve, -EDEADLK if this thread is between shmq_reserve
 * and shmq_commit on this queue, -EPROTO if the queue is damaged.
 */
SHMQ_EXPORT int shmq_put(shmq *queue, const void *data, size_t length, int64_t timeout_ns);

/*
 * Takes the message at the queue's front into `buffer`, waiting for one up to `timeout_ns`.
 *
 * Returns the message's length in bytes. If that is larger than `capacity`, nothing was taken and
 * nothing copied: call again with a larger buffer. -EAGAIN if the queue is empty and timeout_ns is
 * 0, -ETIMEDOUT if the time passed, -ESHUTDOWN if the queue is shut down and has no more messages,
 * -EBUSY, -EDEADLK (between shmq_peek and shmq_consume) and -EPROTO as shmq_put.
 */
SHMQ_EXPORT ssize_t shmq_get(shmq *queue, void *buffer, size_t capacity, int64_t timeout_ns);

/*
 * As shmq_put and shmq_get with a timeout of 0, for callers that may not be delayed, as a thread
 * that holds up a garbage collector: they try the lock for about a microsecond only and neither
 * reserve memory nor give it back, nor go over many removed messages. -EBUSY means that this was
 * not enough and says nothing about the queue; the caller then uses shmq_put or shmq_get.
 */
SHMQ_EXPORT int shmq_try_put(shmq *queue, const void *data, size_t length);
SHMQ_EXPORT ssize_t shmq_try_get(shmq *queue, void *buffer, size_t capacity);

/*
 * Puts `count` messages in order, one from each element of `messages`, waiting up to `timeout_ns`
 * for the first to have room, not for the others. The messages follow one another in the queue
 * without others between them. A process that is killed in the call has put the first few, or none.
 *
 * Returns how many were put, at least 1. Otherwise none was: the errors of shmq_put for the first
 * message, -EINVAL if count is 0. A later message that shmq_put would refuse ends the batch before
 * it.
 */
SHMQ_EXPORT ssize_t shmq_put_many(shmq *queue, const struct iovec *messages, size_t count,
                                  int64_t timeout_ns);

/*
 * Takes up to `max_count` messages in order, waiting up to `timeout_ns` for the first, not for the
 * others. Their payloads are packed back to back into `buffer`, and their lengths in bytes stored
 * in `lengths`. Ends before a message that does not fit into what is left of `capacity`.
 *
 * Returns how many were taken, at least 1. Otherwise none was: -EMSGSIZE if the first message is
 * larger than `capacity`, with its length in lengths[0]; -EINVAL if max_count is 0; the errors of
 * shmq_get.
 */
SHMQ_EXPORT ssize_t shmq_get_many(shmq *queue, void *buffer, size_t capacity, uint32_t *lengths,
                                  size_t max_count, int64_t timeout_ns);

/*
 * Copies up to `max_count` messages in order and leaves all of them in the queue: those from
 * *position on, which 0 makes the front. Stores in *position where the next call goes on, so that
 * calls one after the other walk the queue while others put and take: a message that is there all
 * the while is seen once, one that is taken before the walk has come to it is not, and one that is
 * put before the walk is at the end is. Payloads and lengths are stored as by shmq_get_many, and in
 * `positions`, unless that is NULL, for each message a position from which a walk begins with it,
 * or with the next one if it was taken meanwhile. A position counts for this queue alone.
 *
 * The consumers' end is borrowed for this, claimed or not, but not for long: one call ends once it
 * has gone over some 32 KiB. `timeout_ns` is for the end alone; there is no wait for messages.
 *
 * Returns how many were copied, 0 at the queue's end. Otherwise nothing was copied, and *position
 * is as it was, or behind messages that were removed: -EMSGSIZE if the first message is larger than
 * `capacity`, with its length in lengths[0]; -ESHUTDOWN if the queue was shut down immediately;
 * -EBUSY if timeout_ns is 0 and whoever has the end does not run or is inside shmq_peek, -ETIMEDOUT
 * if the time passed; -EDEADLK between shmq_peek and shmq_consume; -EINVAL if max_count is 0, or
 * *position can be none of this queue; -EPROTO if the queue is damaged, or *position was made up.
 */
SHMQ_EXPORT ssize_t shmq_scan(shmq *queue, uint64_t *position, void *buffer, size_t capacity,
                              uint32_t *lengths, uint64_t *positions, size_t max_count,
                              int64_t timeout_ns);

/*
 * Takes the message at this position out of the queue, wherever in it that is: a position that
 * shmq_scan stored in `positions`. It counts as taken: shmq_task_done may be called for it, and
 * there is room for another message by count at once; the bytes of a message that is not at the
 * front become free once those before it have been taken. Waits up to `timeout_ns` for the
 * consumers' end.
 *
 * Returns 1 if the message was there and is taken, 0 if it had been taken before. Otherwise nothing
 * has changed: -EINVAL if the position can be no message's of this queue; -ETIMEDOUT if the time
 * passed, -ESHUTDOWN if the queue was shut down immediately; -EBUSY, -EDEADLK (between shmq_peek
 * and shmq_consume) and -EPROTO as shmq_get. A position that was made up damages the messages where
 * it leads to, unless it is found out.
 */
SHMQ_EXPORT int shmq_remove(shmq *queue, uint64_t position, int64_t timeout_ns);

/*
 * Puts a message without a copy: reserves room for `length` bytes in the queue itself, waiting up
 * to `timeout_ns`, and stores its address, a multiple of 8, in *data. The caller writes the message
 * there and calls shmq_commit or shmq_abort, from the same thread and before long: until then no
 * other producer can put, although consumers go on. A process or thread that ends in between leaves
 * no trace; a fork's child does not inherit the reservation. The address is good until then, also
 * if another thread closes the handle.
 *
 * Returns 0, or the errors of shmq_put.
 */
SHMQ_EXPORT int shmq_reserve(shmq *queue, size_t length, void **data, int64_t timeout_ns);

/*
 * Puts the first `length` bytes of what was reserved as a message, or nothing.
 *
 * Returns 0; -EPERM if this thread has reserved nothing on this handle, -EMSGSIZE if length is more
 * than was reserved (the reservation stands), -EBADF if the handle was closed meanwhile (nothing
 * was put).
 */
SHMQ_EXPORT int shmq_commit(shmq *queue, size_t length);
SHMQ_EXPORT int shmq_abort(shmq *queue);

/*
 * Gets a message without a copy: stores the address of the message at the queue's front, a multiple
 * of 8, in *data, waiting for one up to `timeout_ns`. The caller reads it there and calls
 * shmq_consume, which takes it, or shmq_release, which leaves it at the front, from the same thread
 * and before long: until then no other consumer can get, although producers go on. A process or
 * thread that ends in between leaves the message to the others; a fork's child does not inherit the
 * look. The address is good until then, also if another thread closes the handle.
 *
 * Returns the message's length in bytes, or the errors of shmq_get.
 */
SHMQ_EXPORT ssize_t shmq_peek(shmq *queue, const void **data, int64_t timeout_ns);

/* Takes the message that was peeked at, or leaves it. Returns 0; -EPERM if this thread peeks at
 * none on this handle, -EBADF if the handle was closed meanwhile (the message was left). */
SHMQ_EXPORT int shmq_consume(shmq *queue);
SHMQ_EXPORT int shmq_release(shmq *queue);

/*
 * Makes this handle the only one at the queue's ends `ends`, SHMQ_PRODUCER, SHMQ_CONSUMER or both
 * (or'ed), until shmq_unclaim, the handle's close or the process's death: a claimed end needs no
 * lock. Calls of other handles at that end return -EBUSY, those included that wait already. At each
 * claimed end the handle may be used by one thread at a time; a second one is told -EBUSY where it
 * is noticed. To claim an end twice is to claim it once. A fork's child does not inherit the claim.
 *
 * Returns 0 with all of `ends` claimed, otherwise with none of them newly claimed: -EBUSY if
 * another handle has claimed one, or its lock cannot be had within 100 ms; -EDEADLK if this thread
 * is inside shmq_reserve or shmq_peek at that end; -EINVAL for other bits in `ends`.
 */
SHMQ_EXPORT int shmq_claim(shmq *queue, int ends);

/* Lets the ends go. Returns 0, or with none of them let go -EPERM if this handle has not claimed
 * one of them, -EBUSY if another thread is at work there, -EDEADLK if this thread is inside
 * shmq_reserve or shmq_peek there. */
SHMQ_EXPORT int shmq_unclaim(shmq *queue, int ends);

/* Returns the number of messages in the queue; a message counts from before its put returns until
 * its get has taken it. */
SHMQ_EXPORT int64_t shmq_qsize(shmq *queue);

/* Returns 1 if a get would find no message, otherwise 0. */
SHMQ_EXPORT int shmq_empty(shmq *queue);

/* Returns 1 if a put of a message of no bytes would find no room, otherwise 0. */
SHMQ_EXPORT int shmq_full(shmq *queue);

/*
 * Shuts the queue down for every process, for good. From then on puts give -ESHUTDOWN; gets take
 * what is there, and then give -ESHUTDOWN. With `immediate` not 0, what is there is dropped: gets
 * give -ESHUTDOWN at once, and shmq_join returns however many tasks are not done. Sleepers wake and
 * do the same. A queue that drains can be shut down immediately later on, not the other way round.
 *
 * Returns 0, also if it was shut down so far before; -EBUSY if the producers' end cannot be had
 * within 100 ms because whoever has it does not run or is inside shmq_reserve: nothing has changed
 * then. -EDEADLK as shmq_put.
 */
SHMQ_EXPORT int shmq_shutdown(shmq *queue, int immediate);

/*
 * Says that a message that was taken from the queue has been dealt with, for shmq_join.
 *
 * Returns 0, or -EINVAL if that was said for every message ever put.
 */
SHMQ_EXPORT int shmq_task_done(shmq *queue);

/*
 * Waits up to `timeout_ns` until shmq_task_done was called for every message that was put, or the
 * queue is shut down immediately. What was taken by a process that died is not done.
 *
 * Returns 0; -EAGAIN if tasks are not done and timeout_ns is 0, -ETIMEDOUT if the time passed.
 */
SHMQ_EXPORT int shmq_join(shmq *queue, int64_t timeout_ns);

/* What shmq_stat tells. Counts are since the queue was created, and of all its processes. */
struct shmq_stat {
  uint32_t size;     /* in: sizeof(struct shmq_stat); out: how many bytes of it were filled in */
  uint32_t shutdown; /* SHMQ_OPEN, SHMQ_DRAINING or SHMQ_SHUT */
  uint32_t claimed;  /* ends that a living handle has claimed: SHMQ_PRODUCER, SHMQ_CONSUMER */
  uint32_t attached; /* 1 if another handle of this or another process is attached, else 0 */

  uint64_t max_messages;  /* limit on the number of messages; 0: none */
  uint64_t max_bytes;     /* size of the ring */
  uint64_t messages;      /* now */
  uint64_t bytes;         /* of the ring in use now, those included between and around messages */
  uint64_t most_messages; /* high-water mark; may lag by 64 if the queue was never full */
  uint64_t most_bytes;    /* likewise, by 64 KiB */
  uint64_t reserved;      /* bytes of memory that the queue takes in /dev/shm now */

  uint64_t puts;       /* messages put */
  uint64_t gets;       /* messages taken or dropped */
  uint64_t unfinished; /* messages put for which shmq_task_done was not called */

  uint64_t put_sleeps;    /* times that a producer slept, waiting for room */
  uint64_t put_wakes;     /* times that a producer was woken */
  uint64_t get_sleeps;    /* times that a consumer slept, waiting for a message */
  uint64_t get_wakes;     /* times that a consumer was woken */
  uint64_t slice_rescues; /* sleeps after which there was work without a wake-up: its sender died */
  uint64_t recoveries;    /* repairs of an end whose owner died */
  uint64_t rolled_forward; /* messages whose put or get such a repair completed */

  uint64_t creator_start; /* of the creator: start time, in clock ticks since boot, as in field 22
                             of /proc/PID/stat; with the pid it names one process */
  uint32_t creator_pid;
  uint32_t padding;
  int64_t damage; /* where shmq_check on this handle last found damage, in bytes from the segment's
                     beginning; -1: nowhere */
};

/*
 * Tells the queue's state. Each figure is exact at some moment during the call, not all of them at
 * the same.
 *
 * Returns 0; -EINVAL if stat is NULL or its size is none of a version of this library.
 */
SHMQ_EXPORT int shmq_stat(shmq *queue, struct shmq_stat *stat);

/*
 * Checks everything that is in the segment: walks through all messages, with both ends locked.
 *
 * Returns 0 if all is sound; -EPROTO if not, and `damage` of struct shmq_stat then says where;
 * -EBUSY if an end cannot be had within 100 ms; -EDEADLK if this thread is inside shmq_reserve or
 * shmq_peek on this queue.
 */
SHMQ_EXPORT int shmq_check(shmq *queue);

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

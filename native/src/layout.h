/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The segment in memory. DESIGN.md, section 2, has the byte diagram; the assertions at the end hold
 * this file to it.
 */
#ifndef SHMQ_LAYOUT_H
#define SHMQ_LAYOUT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* Raised with every change of this file that another build could misread. */
#define LAYOUT_VERSION UINT32_C(3)

/* Whatever one process writes and another polls is this far apart: two cache lines, since
 * processors fetch lines in pairs. */
#define SPACING 128

/* The ring begins here: a page of its own for the header, so that giving ring memory back can never
 * reach a lock. */
#define HEADER_SIZE 4096

#define RING_SIZE_MIN UINT64_C(4096)
#define RING_SIZE_MAX (UINT64_C(1) << 34)
#define RING_SIZE_DEFAULT (UINT64_C(1) << 30)

/* Who and what the segment is. Written before the name exists, never changed afterwards. */
struct identity {
  uint8_t magic[8];
  uint32_t layout_version;
  uint32_t byte_order;    /* BYTE_ORDER_MARK in the creator's byte order */
  uint32_t header_size;   /* HEADER_SIZE */
  uint32_t word_size;     /* sizeof(void *) of the creator */
  uint32_t mutex_library; /* enum mutex_library: which C library's mutexes these are */
  uint32_t mutex_size;    /* sizeof(pthread_mutex_t) of the creator */
  uint64_t pid_namespace; /* inode of the creator's PID namespace */
  uint64_t ring_size;     /* bytes, a power of two */
  uint64_t max_messages;  /* 0: no limit on the count */
  uint64_t creator_start; /* clock ticks since boot: tells the pid from a later process's */
  uint32_t flags;         /* the flags of struct shmq_options */
  uint32_t creator_pid;
  uint64_t checksum; /* of the bytes before it */
};

#define MAGIC "shmq\r\n\x1a"
#define BYTE_ORDER_MARK UINT32_C(0x01020304)

enum mutex_library { MUTEX_GLIBC = 1, MUTEX_MUSL = 2 };

/* One end of the queue: its lock and what is written under it, or by the handle that has claimed
 * the end. Other processes read the atomic members without the lock. Positions are bytes since the
 * queue was made and never decrease; a position's place in the ring is the position modulo
 * ring_size. */
struct producer_end {
  pthread_mutex_t mutex;
  _Atomic uint64_t tail;      /* position of the terminator, where the next record goes */
  _Atomic uint64_t puts;      /* messages put so far: the sequence number of the next */
  _Atomic uint64_t puts_next; /* what puts is about to become, should the commit word be there */
  uint64_t head_seen;         /* head when a producer last looked: never ahead of it */
  uint64_t gets_seen;         /* messages taken or removed when a producer last looked: never
                                 too many */
  uint64_t rewind_at;         /* position from which to try to start the ring again */
  /* Bytes of the ring from its beginning: those up to `reserved` are backed by memory, those from
   * `limit` on are not. They differ only while one of them is on its way. */
  uint64_t reserved;
  uint64_t limit;
  _Atomic uint32_t busy; /* 1 while the end's claimant is at work, which has no lock */
};

struct consumer_end {
  pthread_mutex_t mutex;
  _Atomic uint64_t head; /* position of the oldest record */
  _Atomic uint64_t gets; /* messages taken so far: the sequence number of the oldest record */
  uint64_t gets_next;    /* what gets is about to become: tells recovery which side of the head's
                            advance its owner died on */
  _Atomic uint32_t busy; /* as the producers' */
};

/* A condition variable that survives the death of whoever waits on it or signals it. */
struct condition {
  _Atomic uint32_t sequence; /* the futex: changes with every signal */
  _Atomic uint32_t sleepers; /* 1 if somebody may be asleep on the sequence, else 0 */
};

/* A handle has claimed the end; goes when it lets go, or another sees that it died. */
#define CLAIMED UINT32_C(1)

/* Another who has the end's lock uses the claimed end, or died in that. */
#define LENT UINT32_C(2)

/* What every call reads and few write. */
struct queue_state {
  struct condition not_empty;
  struct condition not_full;
  _Atomic uint32_t shutdown;    /* SHMQ_OPEN, SHMQ_DRAINING or SHMQ_SHUT */
  _Atomic uint32_t extended;    /* 1 if more of the ring may be backed than an idle queue keeps */
  _Atomic uint32_t claimed[2];  /* by enum end: bits CLAIMED and LENT */
  _Atomic int64_t reclaimed_at; /* CLOCK_MONOTONIC, ns: when memory was last given back */
  /* Changes of the account of removed messages; its parity says which account counts. 0: none. */
  _Atomic uint64_t removals;
};

/* How many messages were removed from the middle. By who has the consumers' end; one of the two
 * counts while the other is written. */
struct account {
  _Atomic uint64_t removed;   /* messages, and one more if the record ... */
  _Atomic uint64_t announced; /* ... at this position is marked as removed; all ones: no record */
  _Atomic uint64_t passed;    /* of these by the head, and more once it is at ... */
  _Atomic uint64_t next;      /* ... this position, or behind it: */
  _Atomic uint64_t passing;   /* so many */
};

struct tasks {
  _Atomic uint64_t done; /* calls of shmq_task_done */
  struct condition all_done;
};

/* For shmq_stat alone. Only what waits or repairs counts, so that counting costs nothing; the marks
 * are raised seldom. */
struct counters {
  _Atomic uint64_t get_sleeps;
  _Atomic uint64_t get_wakes;
  _Atomic uint64_t put_sleeps;
  _Atomic uint64_t put_wakes;
  _Atomic uint64_t slice_rescues;
  _Atomic uint64_t recoveries;
  _Atomic uint64_t rolled_forward;
  _Atomic uint64_t most_messages; /* high-water marks */
  _Atomic uint64_t most_bytes;
};

struct segment {
  struct identity identity;
  _Alignas(SPACING) struct producer_end producer;
  _Alignas(SPACING) struct consumer_end consumer;
  _Alignas(SPACING) struct queue_state state;
  _Alignas(SPACING) struct tasks tasks;
  _Alignas(SPACING) struct counters counters;
  _Alignas(SPACING) struct account accounts[2];
  _Alignas(HEADER_SIZE) uint8_t ring[];
};

/*
 * The commit word, the first 8 bytes of a record:
 *
 *   63                            32 31 30 29                            0
 *  +--------------------------------+--+--+-------------------------------+
 *  | sequence number, low 32 bits   |C |P | length of the payload, bytes  |
 *  +--------------------------------+--+--+-------------------------------+
 *
 * C (committed) is set in every record; P (padding) in a record without payload that fills the rest
 * of the ring; all bits zero is the terminator: no record here yet. P without C is a message that
 * was removed, with its number and length.
 */
#define COMMITTED (UINT64_C(1) << 31)
#define PADDING (UINT64_C(1) << 30)
#define LENGTH_MAX (PADDING - 1)
#define WORD_SIZE UINT64_C(8)

_Static_assert(sizeof(struct identity) == 80, "identity");
_Static_assert(offsetof(struct identity, checksum) == 72, "checksum closes the identity");
_Static_assert(offsetof(struct segment, producer) == 1 * SPACING, "producer end");
_Static_assert(offsetof(struct segment, consumer) == 2 * SPACING, "consumer end");
_Static_assert(offsetof(struct segment, state) == 3 * SPACING, "state");
_Static_assert(offsetof(struct segment, tasks) == 4 * SPACING, "tasks");
_Static_assert(offsetof(struct segment, counters) == 5 * SPACING, "counters");
_Static_assert(offsetof(struct segment, accounts) == 6 * SPACING, "accounts");
_Static_assert(sizeof(struct account) == 40, "account");
_Static_assert(offsetof(struct segment, ring) == HEADER_SIZE, "ring");
_Static_assert(sizeof(struct producer_end) <= SPACING, "producer end in its own lines");
_Static_assert(sizeof(struct consumer_end) <= SPACING, "consumer end in its own lines");
_Static_assert(sizeof(struct queue_state) == 48, "state");
_Static_assert(offsetof(struct producer_end, tail) == sizeof(pthread_mutex_t), "tail");
_Static_assert(offsetof(struct consumer_end, head) == sizeof(pthread_mutex_t), "head");
_Static_assert(offsetof(struct producer_end, busy) == sizeof(pthread_mutex_t) + 64, "producer end");
_Static_assert(offsetof(struct consumer_end, gets_next) == sizeof(pthread_mutex_t) + 16,
               "consumer end");
#if defined(__x86_64__)
_Static_assert(sizeof(pthread_mutex_t) == 40,
               "a get writes one line: mutex, head, gets, gets_next");
#endif
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && ATOMIC_INT_LOCK_FREE == 2,
               "atomics must be plain instructions: a lock in libatomic is not shared");

#endif

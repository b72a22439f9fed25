/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What was put and what was got, in memory that all processes of a scene share and that stays true
 * when one of them is killed at any instruction.
 *
 * A producer writes down which messages it begins to put, puts them, and writes down that it did. A
 * consumer gets into memory that the others see, its hand, and then marks what it got as seen. So
 * each death leaves few messages in doubt, and the ledger knows which: those that a producer had
 * begun, which may be in the queue, the first ones of them or none; and those in a dead consumer's
 * hand, which may have been taken. Every other message must be seen, once.
 */
#ifndef STORM_LEDGER_H
#define STORM_LEDGER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "parcel.h"

#define MOST_PRODUCERS 8
#define MOST_CONSUMERS 8
#define MOST_ACTORS (MOST_PRODUCERS + MOST_CONSUMERS)

/* The longest message, or batch of messages. */
#define HAND_SIZE (UINT64_C(1) << 20)

enum fault {
  LOST,       /* put, not seen, in no dead hand */
  DOUBLED,    /* got twice */
  TORN,       /* not as it was sent */
  DISORDERED, /* got after one that was put later */
  UNKNOWN,    /* never put */
  REFUSED,    /* a call's result is none of those that it may have */
  UNTIMELY,   /* a call came back long after its time, or before it */
  FAULTS
};

struct ledger;

/* What a consumer's calls write into. */
struct hand {
  /* The message that is being taken where it lies: producer and sequence, else PEEKS_AT_NONE. */
  _Atomic uint64_t peeked;
  uint8_t bytes[HAND_SIZE];
};

#define PEEKS_AT_NONE UINT64_MAX

struct ledger *ledger_new(size_t producers, size_t consumers);

/* --- a producer --- */

/* Begins the producer's next life, while it does not live. */
void ledger_begin_life(struct ledger *ledger, size_t producer);

/* Prepares the `index`-th of the messages to be put next, all but its content. */
struct parcel ledger_parcel(struct ledger *ledger, size_t producer, uint64_t index, size_t witness);

/* Around a call that puts up to `count` messages; `put` tells how many it did. */
void ledger_putting(struct ledger *ledger, size_t producer, uint64_t count);
void ledger_put(struct ledger *ledger, size_t producer, uint64_t put);

/* --- a consumer --- */

/* How far each producer's messages had been taken at some time: what a call that begins later gets
 * was put later. */
struct horizon {
  uint64_t taken[MOST_PRODUCERS];
};

/* The message that it peeks at is about to be taken; it has been written down. */
void hand_peek(struct hand *hand, const void *message, size_t length);
void hand_forget(struct hand *hand);

struct hand *ledger_hand(struct ledger *ledger, size_t consumer);
struct horizon ledger_horizon(struct ledger *ledger);

/* Writes down a message that was got by a call that began after `horizon`, and moves the horizon:
 * the next message of the same call was put later than this one. */
void ledger_got(struct ledger *ledger, struct horizon *horizon, const void *message, size_t length);

/* Writes down a message that was taken by a call that began after `horizon`, from wherever it was:
 * those before it may still be there. */
void ledger_removed(struct ledger *ledger, const struct horizon *horizon, const void *message,
                    size_t length);

/* Judges a message that was seen where it lies and stays there. Returns whether it may be one. */
bool ledger_peeked(struct ledger *ledger, const struct horizon *horizon, const void *message,
                   size_t length);

/* As ledger_peeked, and moves the horizon: the next message of the same walk was put later. */
void ledger_walked(struct ledger *ledger, struct horizon *horizon, const void *message,
                   size_t length);

/* --- who watches --- */

/* A consumer is dead: what is in its hand may have been taken. */
void ledger_bury(struct ledger *ledger, size_t consumer);

/* Finds what is lost of the messages below the horizon, which must be so old that every consumer
 * that lives has come back from the call that it was in then. */
void ledger_audit(struct ledger *ledger, const struct horizon *horizon);

/* Finds what is lost of all messages, once the queue is empty and nobody lives. */
void ledger_balance(struct ledger *ledger);

/* --- the figures --- */

void ledger_fault(struct ledger *ledger, enum fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
uint64_t ledger_faults(const struct ledger *ledger, enum fault fault);
bool ledger_is_clean(const struct ledger *ledger);

/* Of the messages audited so far: those got, and those lost in dead hands. */
uint64_t ledger_seen(const struct ledger *ledger);
uint64_t ledger_dead_hands(const struct ledger *ledger);

#endif

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The ring of records: what whoever has an end does to it, step by step in an order in which every
 * prefix is a sound state. DESIGN.md, section 3, has the argument for every step.
 */
#ifndef SHMQ_RING_H
#define SHMQ_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "place.h"
#include "segment.h"
#include "straight.h"

/* Nobody goes over more records of removed messages than so many before giving the consumers' end
 * back: it takes no longer than others spin for the lock. */
#define RING_AT_ONCE 64

/* Makes the empty ring of a segment that nobody else knows yet. */
void ring_init(const struct mapping *mapping);

/* Length of the longest message that fits, in bytes. */
uint64_t ring_max_length(const struct mapping *mapping);

/* --- by who has the producers' end --- */

/* Result of ring_place: the ring is empty, but has room for this message only if both its ends
 * start again at the beginning: after ring_turn and ring_skip. */
#define RING_TURN 1

/* Result of ring_place: there may be room once records of removed messages at the front are passed.
 * Of what finds messages: there are more such records than are gone over at once. */
#define RING_GO_ON 2

/* Finds room for a message of `length` bytes, backed by memory or not. Returns 0; -EAGAIN if there
 * is none, RING_TURN, or RING_GO_ON, with what look_at_progress said then in *progress; -EPROTO if
 * the ring is damaged. */
int ring_place(const struct mapping *mapping, uint64_t length, struct place *place,
               uint64_t *progress);

/* True if the place is backed by memory; ring_back makes it so, or returns -ENOSPC. */
bool ring_is_backed(const struct mapping *mapping, const struct place *place, uint64_t length);
int ring_back(const struct mapping *mapping, const struct place *place, uint64_t length);

/* Address of the payload of a record at this place. */
void *ring_payload(const struct mapping *mapping, const struct place *place);

/* Commits the message whose payload of `length` bytes has been written to its place. */
void ring_commit(const struct mapping *mapping, const struct place *place, uint64_t length);

/* ring_back, or what refuses to. */
typedef int back_function(const struct mapping *mapping, const struct place *place,
                          uint64_t length);

/* Writes the first message to its place, which is backed, and others behind it for as long as there
 * is room that is backed or that `back` backs, and commits all of them at once. Returns how many.
 */
size_t ring_put(const struct mapping *mapping, const struct place *place,
                const struct iovec *messages, size_t count, back_function *back);

/* Finds out how far the way is straight. */
void ring_look_ahead(const struct mapping *mapping, struct straight *straight);

/* True if it is time to start an empty ring again at its beginning, so that a queue that is mostly
 * drained stays in the cache. */
bool ring_is_to_rewind(const struct mapping *mapping);

/* True if the ring is empty, or is so after some microseconds because little was left in it. Else,
 * and if what follows fails, it is not time again for a while. */
bool ring_drains(const struct mapping *mapping);

/* Lets an empty ring start again at its beginning, as soon as the head is taken over the padding.
 * Not before that is certain to happen: until then the padding takes up room. */
void ring_turn(const struct mapping *mapping);

/* --- by who has either end --- */

/* True if there is no record; where the other end is at work, a false answer may be out of date.
 */
bool ring_is_empty(const struct mapping *mapping);

/* Number of messages that were ever taken or removed: about, where consumers are at work. */
uint64_t ring_count_taken(const struct mapping *mapping);

/* --- by who has the consumers' end --- */

/* True if there is a message or padding at the head. */
bool ring_has_work(const struct mapping *mapping);

/* Takes the head over padding, if there is some. */
void ring_skip(const struct mapping *mapping);

/* Takes the head over records of removed messages. Returns 1 if there are more, 0; -EPROTO if the
 * ring is damaged. */
int ring_pass(const struct mapping *mapping);

/* True if there is such a record at the head. */
bool ring_is_to_pass(const struct mapping *mapping);

/* Finds the oldest message. Returns 0 with its place and length; -EAGAIN if there is none,
 * RING_GO_ON with some of the removed ones before it passed, -EPROTO if the ring is damaged. */
int ring_front(const struct mapping *mapping, struct place *place, uint64_t *length);

/* Finds the message, not removed, behind the one which is at this place and of this length, and
 * stores its place and length there. Returns as ring_front, but changes nothing. */
int ring_next(const struct mapping *mapping, struct place *place, uint64_t *length);

/* True if there is no record behind the one at this place whose payload has this length. */
bool ring_is_last(const struct mapping *mapping, const struct place *place, uint64_t length);

/* Finds the first message, not removed, that is at this position or behind it: one that ring_behind
 * returned, or that of a message, taken meanwhile or not. Returns as ring_next, RING_GO_ON with the
 * position to go on from at the place, and -EINVAL where another position can be told. */
int ring_find(const struct mapping *mapping, uint64_t position, struct place *place,
              uint64_t *length);

/* Position behind the record at this place whose payload has this length. */
uint64_t ring_behind(const struct place *place, uint64_t length);

/* Takes `count` messages, which are all up to the one at this place and of this length, and passes
 * removed ones behind it. */
void ring_take(const struct mapping *mapping, uint64_t count, const struct place *place,
               uint64_t length);

/* Removes the message at this position, if it is still there. Returns 1 or 0; -EINVAL where it can
 * be told that this is no message's position, -EPROTO if the ring is damaged. */
int ring_remove(const struct mapping *mapping, uint64_t position);

/* --- by who has both ends --- */

/* Takes all messages. */
void ring_drop(const struct mapping *mapping);

#endif

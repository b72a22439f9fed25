/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How one end of a queue is claimed, for the model checker spin. A claim is a lock of the kernel
 * that goes with its holder, and a mark in the segment that is changed under the end's mutex. The
 * claimant works without the mutex, everybody else with it.
 *
 * What is checked: never are two at work at the end, nobody repairs while somebody is at work, and
 * nobody begins on what a dead process left half-done. What a put or a get does is one bit here:
 * half-done or not.
 *
 * STEP and deaths are as in queue.pml. In the place of a dead process a new one starts.
 *
 * Configuration, by -D: MEMBERS, DEATHS, and the mutations in CMakeLists.txt.
 */

#ifndef MEMBERS
#define MEMBERS 3
#endif
#ifndef DEATHS
#define DEATHS 2
#endif

#define NOBODY 255

byte owner = NOBODY;    /* of the mutex */
bit owner_died;
byte claimant = NOBODY; /* who holds the kernel's lock of the claim */
bit mark;
bit half_done;

byte at_work = NOBODY;
byte deaths = DEATHS;

inline die() {
  deaths--;
  if
  :: owner == me -> owner = NOBODY; owner_died = 1
  :: else
  fi;
  if
  :: claimant == me -> claimant = NOBODY
  :: else
  fi;
  if
  :: at_work == me -> at_work = NOBODY
  :: else
  fi;
  yes = 0
}

#define STEP(what) \
  if \
  :: d_step { what } \
  :: d_step { deaths > 0 -> die() } goto killed \
  fi

inline repair() {
  STEP(assert(at_work == NOBODY); half_done = 0)
}

inline work() {
  STEP(assert(at_work == NOBODY && !half_done); at_work = me; half_done = 1);
  STEP(half_done = 0; at_work = NOBODY)
}

inline lock() {
  STEP(owner == NOBODY -> owner = me)
}

inline unlock() {
  STEP(assert(owner == me && !owner_died); owner = NOBODY)
}

/* Under the mutex, for a process that has no claim: sets `yes` if a living process has one. */
inline look_at_claim() {
#ifdef REPAIR_UNDER_CLAIM
  if
  :: owner_died -> repair(); STEP(owner_died = 0)
  :: else
  fi;
#endif
  STEP(yes = mark);
#ifndef MARK_MEANS_DEAD
  if
  :: yes -> STEP(yes = (claimant != NOBODY))
  :: else
  fi;
#else
  yes = 0;
#endif
  /* A claimant may be at work, although it was the mutex's owner that died. */
  if
  :: !yes && (mark || owner_died) ->
     repair();
     STEP(mark = 0)
  :: else
  fi;
  STEP(owner_died = 0)
}

inline claim() {
  STEP(claimant == NOBODY -> claimant = me);
#ifndef MARK_WITHOUT_LOCK
  lock();
  /* A mark is a dead process's, for the kernel's lock is ours. */
  if
#ifdef TRUST_OLD_MARK
  :: owner_died ->
#else
  :: mark || owner_died ->
#endif
     repair();
     STEP(owner_died = 0)
  :: else
  fi;
#endif
  STEP(mark = 1);
#ifndef MARK_WITHOUT_LOCK
  unlock()
#endif
}

/* Without the mutex: whoever has it saw the mark and is about to leave, or sees what is sound. */
inline unclaim() {
#ifdef UNCLAIM_BACKWARDS
  STEP(claimant = NOBODY);
  STEP(mark = 0)
#else
  STEP(mark = 0);
  STEP(claimant = NOBODY)
#endif
}

proctype member(byte me) {
  bit yes;
killed:
  do
  :: lock();
     look_at_claim();
     if
     :: yes -> yes = 0
     :: else -> work()
     fi;
     unlock()
  :: claim();
     do
     :: work()
     :: break
     od;
     unclaim()
  od
}

init {
  byte process;
  atomic {
    for (process : 0 .. MEMBERS - 1) {
      run member(process)
    }
  }
}

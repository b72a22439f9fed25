/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How one end of a queue is claimed, for the model checker spin. A claim is a lock of the kernel
 * that goes with its holder, and a mark in the segment that is set under the end's mutex. The
 * claimant works without the mutex, everybody else with it: who needs the end whoever has it borrows
 * it from a claimant that is not at work.
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
bit busy; /* the claimant is at work, or about to be */
bit lent; /* somebody who has the mutex works at the claimed end, or died in that */
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
  yes = 0;
  left_by_dead = 0
}

#define STEP(what) \
  if \
  :: d_step { what } \
  :: d_step { deaths > 0 -> die() } goto killed \
  fi

inline repair() {
  STEP(assert(at_work == NOBODY); half_done = 0)
}

/* Of an end that no living process has claimed. */
inline repair_all() {
  repair();
  STEP(busy = 0);
  STEP(lent = 0);
  STEP(mark = 0)
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
#ifndef LENT_NOT_HEEDED
  :: !yes && (mark || lent || owner_died) -> repair_all()
#else
  :: !yes && (mark || owner_died) -> repair_all()
#endif
  :: else
  fi
}

inline use() {
  lock();
  look_at_claim();
  STEP(owner_died = 0);
  if
  :: yes -> yes = 0
  :: else -> work()
  fi;
  unlock()
}

/* Under the mutex, from a living claimant: sets `yes` if it is at work. */
inline borrow_from_claimant() {
  STEP(left_by_dead = lent);
  STEP(lent = 1);
#ifndef NO_LOOK_AT_BUSY
  STEP(yes = busy);
#else
  yes = 0;
#endif
  if
#ifndef LENT_FORGOTTEN
  :: yes -> STEP(lent = left_by_dead)
#else
  :: yes -> STEP(lent = 0)
#endif
  :: !yes && left_by_dead -> repair()
  :: else
  fi;
  left_by_dead = 0
}

inline borrow() {
  lock();
  look_at_claim();
  if
  :: yes -> borrow_from_claimant()
  :: else
  fi;
  STEP(owner_died = 0);
  if
  :: yes -> yes = 0
  :: else ->
     work();
     if
     :: lent -> STEP(lent = 0)
     :: else
     fi
  fi;
  unlock()
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
  :: mark || lent || owner_died ->
#endif
     repair_all();
     STEP(owner_died = 0)
  :: else
  fi;
#endif
  STEP(mark = 1);
#ifndef MARK_WITHOUT_LOCK
  unlock()
#endif
}

/* By the claimant: from then on nobody can borrow. */
inline take_claimed() {
  STEP(busy = 1);
#ifndef NO_LOOK_AT_LENT
  STEP(yes = lent);
  if
  :: yes ->
     yes = 0;
     STEP(busy = 0);
     lock();
     if
     :: lent -> repair(); STEP(lent = 0)
     :: else
     fi;
     STEP(busy = 1);
     STEP(owner_died = 0);
     unlock()
  :: else
  fi
#endif
}

/* Without the mutex: whoever has it saw the mark and is about to leave, or sees what is sound. */
inline unclaim() {
#ifdef UNCLAIM_BACKWARDS
  STEP(claimant = NOBODY);
  STEP(mark = 0)
#else
  take_claimed();
  STEP(busy = 0);
  STEP(mark = 0);
  STEP(claimant = NOBODY)
#endif
}

proctype member(byte me) {
  bit yes;
  bit left_by_dead;
killed:
  do
  :: use()
  :: borrow()
  :: claim();
     do
     :: take_claimed();
        work();
        STEP(busy = 0)
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

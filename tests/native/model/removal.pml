/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The account of messages that are removed from the middle (DESIGN.md, section 3, removal), for the
 * model checker spin. Consumers take messages from the front and remove others, and die at any step;
 * nobody repairs anything.
 *
 * What is checked: after every step of a consumer, dead or not, the account says how many messages
 * are gone, taken or removed; whoever reads it while consumers are at work, and sees that the head
 * and the version are what they were, has read what was so at some moment; a producer, which does
 * not look at the head again, never counts more and so never lets in a message too many; and it does
 * not go on waiting when there is room, or would be if it passed removed records at the head.
 *
 * A record is one word, its number its position. What the head has passed is overwritten with bytes
 * that may look like anything.
 *
 * STEP and deaths are as in queue.pml. In the place of a dead process a new one starts.
 *
 * Configuration, by -D: CONSUMERS, DEEDS (of all of them), FILLED, PUTS, MOST (messages at once),
 * RING, AT_ONCE (removed records that a step of the head passes), DEATHS, LOOKS, and the mutations in
 * CMakeLists.txt.
 */

#ifndef CONSUMERS
#define CONSUMERS 1
#endif
#ifndef DEEDS
#define DEEDS 3
#endif
#ifndef FILLED
#define FILLED 4
#endif
#ifndef PUTS
#define PUTS 1
#endif
#ifndef MOST
#define MOST FILLED
#endif
#ifndef RING
#define RING 5
#endif
#ifndef AT_ONCE
#define AT_ONCE 1
#endif
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef LOOKS
#define LOOKS 1
#endif

#define NOBODY 255
#define NOWHERE 255

#define MESSAGE 1
#define REMOVED 2
#define AT(position) ring[(position) % RING]

byte ring[RING];
byte head;
byte puts;

byte version;
byte removed[2];
byte announced[2];
byte passed[2];
byte next[2];
byte passing[2];

byte owner = NOBODY;
byte deaths = DEATHS;
byte deeds = DEEDS;
byte gone; /* what is true: messages taken or removed */
bit waiting; /* the producer, for progress */

#ifdef MARK_WITHOUT_HEAD
#define IS_MARKED(position, head) ((position) != NOWHERE && AT(position) == REMOVED)
#else
#define IS_MARKED(position, head) \
  ((position) != NOWHERE && (position) >= (head) && AT(position) == REMOVED)
#endif
#define COUNTS (version % 2)
#define ALL_REMOVED \
  (version == 0 -> 0 : removed[COUNTS] + IS_MARKED(announced[COUNTS], head))
#define ALL_PASSED \
  (version == 0 -> 0 : passed[COUNTS] + (head >= next[COUNTS] -> passing[COUNTS] : 0))
#ifdef HEAD_IS_PROGRESS
#define PROGRESS head
#else
#define PROGRESS (head + ALL_REMOVED)
#endif

inline die() {
  deaths--;
  owner = (owner == me -> NOBODY : owner)
}

#define STEP(what) \
  if \
  :: d_step { what; assert(head + ALL_REMOVED - ALL_PASSED == gone) } \
  :: d_step { deaths > 0 -> die() } goto killed \
  fi

inline replace(to_announced, to_next, to_passing) {
#ifdef ONE_ACCOUNT
  other = version % 2;
#else
  other = (version + 1) % 2;
#endif
  STEP(removed[other] = all_removed);
  STEP(passed[other] = all_passed);
  STEP(announced[other] = to_announced);
  STEP(next[other] = to_next);
  STEP(passing[other] = to_passing);
  STEP(version++)
}

#define CAN_PASS (to < puts && AT(to) == REMOVED && marked < AT_ONCE)

/* Sets `to`, the position behind up to two messages and removed ones among and behind them. */
inline find_messages() {
  d_step {
    to = head;
    count = 0;
    marked = 0
  }
  do
  :: d_step { to < puts && AT(to) == MESSAGE && count < 2 -> to++; count++ }
  :: d_step { CAN_PASS -> to++; marked++ }
  :: d_step { count + marked > 0 && !CAN_PASS -> skip } break
  :: to == puts -> break
  od
}

/* Sets `to`, the position behind removed records at the head. */
inline find_removed() {
  d_step {
    to = head;
    count = 0;
    marked = 0;
    do
    :: CAN_PASS -> to++; marked++
    :: else -> break
    od
  }
}

inline move_head() {
  if
  :: count + marked > 0 ->
#ifndef HEAD_BEFORE_ACCOUNT
    if
    :: marked > 0 -> replace(NOWHERE, to, marked)
    :: else
    fi;
#endif
    STEP(head = to; gone = gone + count)
#ifdef HEAD_BEFORE_ACCOUNT
    ;
    if
    :: marked > 0 -> replace(NOWHERE, to, marked)
    :: else
    fi
#endif
  :: else
  fi
}

inline look_up_account() {
  d_step {
#ifdef TRUST_ACCOUNT
    all_removed = (version == 0 -> 0 : removed[COUNTS]);
#else
    all_removed = ALL_REMOVED;
#endif
    all_passed = ALL_PASSED
  }
}

inline remove() {
  to = head + 1;
  do
  :: to + 1 < puts -> to++
  :: break
  od;
  if
  :: to < puts && AT(to) == MESSAGE ->
#ifdef MARK_BEFORE_ANNOUNCEMENT
    STEP(AT(to) = REMOVED; gone++);
    replace(to, NOWHERE, 0)
#else
    replace(to, NOWHERE, 0);
    STEP(AT(to) = REMOVED; gone++)
#endif
  :: else
  fi
}

/* What no longer matters is to make no difference. */
inline forget() {
  all_removed = 0;
  all_passed = 0;
  other = 0;
  to = 0;
  count = 0;
  marked = 0
}

proctype consumer(byte me) {
  byte all_removed, all_passed, other, to, count, marked;
again:
  if
  :: atomic { deeds > 0 && owner == NOBODY -> owner = me; deeds-- }
  :: deeds == 0 -> goto end
  fi;
  look_up_account();
  if
  :: find_messages(); move_head()
  :: remove()
  fi;
  STEP(owner = NOBODY);
killed:
  atomic { forget(); goto again }
end:
  skip
}

/* Reads the account, word for word, until its version stays. */
inline look() {
  do
  :: seen_version = version;
     if
     :: seen_version == 0 -> seen_removed = 0; seen_passed = 0; break
     :: else
     fi;
     seen_removed = removed[seen_version % 2];
     place = announced[seen_version % 2];
     d_step { seen_removed = seen_removed + IS_MARKED(place, seen_head); place = 0 }
     seen_passed = passed[seen_version % 2];
     place = next[seen_version % 2];
     d_step {
       seen_passed = seen_passed + (seen_head >= place -> passing[seen_version % 2] : 0);
       place = 0
     }
#ifdef NO_LOOK_AT_VERSION
     break
#else
     if
     :: version == seen_version -> break
     :: else
     fi
#endif
  od;
  skip
}

proctype reader() {
  byte seen_head, seen_version, seen_removed, seen_passed, place, before, looks;
  do
  :: looks < LOOKS ->
     d_step { before = gone; seen_head = head }
     look();
     d_step {
#ifndef NO_LOOK_AT_HEAD
       if
       :: head == seen_head ->
#endif
         assert(seen_head + seen_removed - seen_passed >= before);
         assert(seen_head + seen_removed - seen_passed <= gone)
#ifndef NO_LOOK_AT_HEAD
       :: else
       fi
#endif
       ;
       looks++;
       before = 0;
       seen_head = 0;
       seen_version = 0;
       seen_removed = 0;
       seen_passed = 0
     }
  :: else -> break
  od
}

proctype producer() {
  byte me = CONSUMERS;
  byte seen_head, seen_version, seen_removed, seen_passed, place, progress;
  byte all_removed, all_passed, other, to, count, marked;
killed:
  forget();
  do
  :: puts < FILLED + PUTS ->
     seen_head = head;
     look();
     if
     :: puts - (seen_head + seen_removed - seen_passed) < MOST && puts - seen_head < RING ->
        AT(puts) = REMOVED; /* some bytes of a payload */
        d_step {
          AT(puts) = MESSAGE;
          puts++;
          assert(puts - gone <= MOST)
        }
#ifndef NOBODY_PASSES
     :: else ->
        if
        :: puts - seen_head >= RING && AT(seen_head) == REMOVED ->
           atomic { owner == NOBODY -> owner = me };
           look_up_account();
           find_removed();
           move_head();
           STEP(owner = NOBODY);
           forget();
           goto again
        :: else
        fi;
#else
     :: else ->
#endif
#ifdef HEAD_IS_PROGRESS
        progress = seen_head;
#else
        progress = seen_head + seen_removed;
#endif
        d_step { waiting = 1; assert(seen_head + seen_removed - seen_passed <= gone) }
end_waiting:
        atomic { PROGRESS != progress -> waiting = 0 };
again:
        skip
     fi
  :: else -> break
  od
}

init {
  byte i;
  atomic {
    do
    :: puts < FILLED -> AT(puts) = MESSAGE; puts++
    :: else -> break
    od;
    do
    :: i < CONSUMERS -> run consumer(i); i++
    :: else -> break
    od;
    run producer();
    run reader()
  }
  /* Nothing can move any more. */
  timeout;
  assert(!waiting || puts - gone >= MOST || (puts - head >= RING && AT(head) == MESSAGE));
  waiting = 0;
end:
  skip
}

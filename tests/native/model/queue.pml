/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The protocol of native/DESIGN.md, for the model checker spin: both ends with their robust locks,
 * the ring word by word, the condition variables, and death before any step of anybody.
 *
 * What is checked, in every state that any order of steps and any deaths can lead to:
 *   - only the holder of an end's lock commits or moves the head there;
 *   - messages are taken in the order of their commit points, each once, whole, none left out;
 *   - whenever an end is let go, the invariant of section 3 holds and its counts are right;
 *   - when nothing can move any more, no message is there while a consumer waits, there is no room
 *     while a producer waits, and nobody waits for a lock;
 *   - it always comes to that, nobody goes round in circles (CYCLES in CMakeLists.txt);
 *   - a consumer is told of a shutdown only if no message is there or still to come.
 * Without deaths it holds without slices: no wake-up is lost among the living. With deaths it holds
 * with them.
 *
 * How to read it. STEP(...) is one indivisible step: one load or store of a word in shared memory
 * (with those of words that only the holder of the same lock writes), or one system call. Before
 * every step its process may be killed, as long as `deaths` are left; the kernel then hands its
 * locks on and forgets its sleep. In its place a new process may start, so that few processes are
 * enough for deaths within repairs of repairs. Each step is seen by all at once: what order
 * processors give to accesses is not modelled.
 *
 * A word of the ring is 0, the terminator; PADDING; RECORD + the sequence number; or a word of
 * payload, PAYLOAD + the sequence number. All messages are SIZE words long, the commit word
 * included. Positions never come back, as in the real ring.
 *
 * The futex is modelled without its number: a ticket is GOOD until the sequence moves, and then
 * STALE. That is what comparing numbers does unless 2^32 wake-ups pass between S1 and S5.
 *
 * Configuration, by -D:
 *   PRODUCERS, PUTS   how many processes put, and how often each
 *   CONSUMERS, GETS   how many get, and how often each; GETS=0: for ever
 *   BATCH             most messages in one put and in one get
 *   RING, SIZE        words in the ring, and in a record
 *   FILLED            messages of SIZE 1 that are there at the beginning
 *   DEATHS            most deaths
 *   SLICE             sleeps are cut into slices
 *   LEAVE             consumers but the first may leave instead of sleeping: closed, out of time
 *   SHUTDOWN          one more process shuts the queue down, draining it
 *   LOOK_AT_ONCE      a look without the lock is one step, which it is as good as, as the other
 *                     configurations show: fewer states
 * and the mutations in CMakeLists.txt: each takes away or exchanges steps that the argument needs,
 * and has to be found out.
 */

#ifndef PRODUCERS
#define PRODUCERS 2
#endif
#ifndef PUTS
#define PUTS 1
#endif
#ifndef CONSUMERS
#define CONSUMERS 2
#endif
#ifndef GETS
#define GETS 0
#endif
#ifndef BATCH
#define BATCH 1
#endif
#ifndef RING
#define RING 5
#endif
#ifndef SIZE
#define SIZE 2
#endif
#ifndef FILLED
#define FILLED 0
#endif
#ifndef DEATHS
#define DEATHS 0
#endif

#ifdef SHUTDOWN
#define STOPPERS 1
#else
#define STOPPERS 0
#endif

/* Numbers of the processes: producers, then consumers, then who shuts down. */
#define FIRST_CONSUMER PRODUCERS
#define STOPPER (PRODUCERS + CONSUMERS)
#define PROCESSES (PRODUCERS + CONSUMERS + STOPPERS)
#define NOBODY 255

#define PADDING 1
#define RECORD 2
#define PAYLOAD 100
#define IS_RECORD(word) ((word) >= RECORD && (word) < PAYLOAD)
#define NUMBER(word) ((word) - RECORD)

#define AT(position) ring[(position) % RING]
#define REST(position) (RING - (position) % RING)
/* Words from a position to the end of a record put there, padding included. */
#define TAKES(position) (SIZE > REST(position) -> REST(position) + SIZE : SIZE)

/* Ends, and what their processes sleep for. */
#define PRODUCER 0
#define CONSUMER 1
#define NOT_FULL 0
#define NOT_EMPTY 1

/* --- the segment --- */

byte ring[RING];
byte tail;
byte puts;
byte head;
byte gets;
byte gets_next;
bit sleepers[2];
#ifdef SHUTDOWN
bit draining;
#endif

/* --- the kernel and the C library --- */

byte owner[2] = NOBODY;
bit owner_died[2];
bit asleep[PROCESSES];
mtype = {NONE, GOOD, STALE};
mtype ticket[PROCESSES] = NONE;
byte deaths;

/* --- what the checker knows and the processes do not --- */

byte committed;      /* messages whose commit word is stored */
byte taken;          /* messages over which the head has moved */
bit busy[PROCESSES]; /* lives and is not through */
bit told_shutdown;   /* a consumer was told that no message will come */

/* --- steps and deaths --- */

inline let_go_of(end) {
  if
  :: owner[end] == me -> owner[end] = NOBODY; owner_died[end] = 1
  :: else
  fi
}

inline die() {
  deaths--;
  let_go_of(PRODUCER);
  let_go_of(CONSUMER);
  asleep[me] = 0;
  ticket[me] = NONE;
  position = 0;
  word = 0;
  count = 0;
  yes = 0
}

#if DEATHS > 0
#define STEP(what) \
  if \
  :: d_step { what } \
  :: d_step { deaths > 0 -> die() } goto killed \
  fi
#else
#define STEP(what) \
  if \
  :: d_step { what } \
  fi
#endif

/* --- the locks: robust, process-shared --- */

inline lock(end) {
  STEP(owner[end] == NOBODY -> owner[end] = me; yes = owner_died[end]);
  if
  :: yes -> yes = 0; recover(end)
  :: else
  fi
}

inline unlock(end) {
  STEP(assert(owner[end] == me && !owner_died[end]); check_end(end); owner[end] = NOBODY)
}

/* The invariant of section 3. */
inline check_end(end) {
  if
  :: end == PRODUCER ->
     assert(AT(tail) == 0);
     assert(tail - head <= RING - 1);
     assert(puts == committed);
     position_checked = head;
     number_checked = taken;
     do
     :: position_checked == tail -> break
     :: position_checked != tail && AT(position_checked) == PADDING ->
        position_checked = position_checked + REST(position_checked)
     :: position_checked != tail && AT(position_checked) != PADDING ->
        assert(AT(position_checked) == RECORD + number_checked);
        number_checked++;
        position_checked = position_checked + SIZE
     od;
     assert(number_checked == committed);
     position_checked = 0;
     number_checked = 0
  :: else ->
     assert(gets == taken);
     assert(gets_next == gets)
  fi
}
hidden byte position_checked;
hidden byte number_checked;

/* --- section 5: sleeping and waking --- */

#define WAITS_FOR(process) ((process) < FIRST_CONSUMER -> NOT_FULL : NOT_EMPTY)

inline move_sequence(condition) {
  for (someone : 0 .. PROCESSES - 1) {
    if
    :: ticket[someone] == GOOD && WAITS_FOR(someone) == condition -> ticket[someone] = STALE
    :: else
    fi
  }
  someone = 0
}
hidden byte someone;

inline wake_one(condition) {
  STEP(sleepers[condition] = 0);  /* W4 */
  STEP(move_sequence(condition)); /* W5 */
  futex_wake_one(condition);      /* W6 */
  if
  :: yes -> yes = 0; STEP(sleepers[condition] = 1)
  :: else
  fi
}

#define IS_ASLEEP(process, condition) (asleep[process] && WAITS_FOR(process) == (condition))

#if PRODUCERS + CONSUMERS == 2
#define ANYBODY_ASLEEP(condition) (IS_ASLEEP(0, condition) || IS_ASLEEP(1, condition))
#elif PRODUCERS + CONSUMERS == 3
#define ANYBODY_ASLEEP(condition) \
  (IS_ASLEEP(0, condition) || IS_ASLEEP(1, condition) || IS_ASLEEP(2, condition))
#else
#define ANYBODY_ASLEEP(condition) \
  (IS_ASLEEP(0, condition) || IS_ASLEEP(1, condition) || IS_ASLEEP(2, condition) || \
   IS_ASLEEP(3, condition))
#endif

/* Whom the kernel wakes is up to it. */
inline futex_wake_one(condition) {
  if
  :: d_step { IS_ASLEEP(0, condition) -> asleep[0] = 0; yes = 1 }
  :: d_step { IS_ASLEEP(1, condition) -> asleep[1] = 0; yes = 1 }
#if PRODUCERS + CONSUMERS > 2
  :: d_step { IS_ASLEEP(2, condition) -> asleep[2] = 0; yes = 1 }
#endif
#if PRODUCERS + CONSUMERS > 3
  :: d_step { IS_ASLEEP(3, condition) -> asleep[3] = 0; yes = 1 }
#endif
#if DEATHS > 0
  :: d_step { deaths > 0 -> die() } goto killed
#endif
  :: d_step { !ANYBODY_ASLEEP(condition) -> yes = 0 }
  fi
}

inline futex_wake_all(condition) {
  for (someone : 0 .. PRODUCERS + CONSUMERS - 1) {
    if
    :: IS_ASLEEP(someone, condition) -> asleep[someone] = 0
    :: else
    fi
  }
  someone = 0
}

inline wake_all(condition) {
  STEP(move_sequence(condition));
  STEP(futex_wake_all(condition))
}

/* Before the last look at what is awaited. */
inline announce(condition) {
#ifdef TICKET_AFTER_FLAG
  STEP(sleepers[condition] = 1);
  STEP(ticket[me] = GOOD)
#else
  STEP(ticket[me] = GOOD);       /* S1 */
  STEP(sleepers[condition] = 1)  /* S2, S3 */
#endif
}

/* A slice ends whenever it likes if that helps, and now and then if it does not. */
#if defined(SLICE) && !defined(NO_SLICE)
#define SLICE_ENDS(awaited) \
  :: d_step { asleep[me] && (awaited) -> asleep[me] = 0 } \
  :: d_step { asleep[me] && early_ends > 0 -> early_ends--; asleep[me] = 0 }
byte early_ends = 1;
#else
#define SLICE_ENDS(awaited)
#endif

inline sleep_for(awaited) {
  STEP(asleep[me] = (ticket[me] == GOOD); ticket[me] = NONE); /* S5 */
end_asleep:
  if
  :: d_step { !asleep[me] -> skip } /* S6 */
#if DEATHS > 0
  :: d_step { deaths > 0 -> die() } goto killed
#endif
  SLICE_ENDS(awaited)
  fi
}

/* --- section 3 without a lock --- */

#define MESSAGE_IS_THERE \
  (AT(head) != 0 && (AT(head) != PADDING || AT(head + REST(head)) != 0))

/* Sets `yes` if there is a message: head, word, head again. */
inline look_for_message() {
#ifdef LOOK_AT_ONCE
  STEP(yes = MESSAGE_IS_THERE)
#else
  do
  :: STEP(position = head);
     STEP(word = AT(position));
     if
     :: word == PADDING -> STEP(word = AT(position + REST(position)))
     :: else
     fi;
     STEP(yes = (word != 0); count = (position == head); position = 0; word = 0);
     if
     :: count -> count = 0; break
     :: else -> yes = 0
     fi
  od
#endif
}

inline look_whether_full() {
  look_for_message();
  if
  :: yes -> STEP(position = head);
            STEP(yes = (tail >= position && tail + 1 - position > RING - 1); position = 0)
  :: else
  fi
}

inline pass_on_message() {
#ifdef NO_PASS_ON
  skip
#else
  STEP(yes = sleepers[NOT_EMPTY]);
  if
  :: yes ->
     look_for_message();
     if
     :: yes -> yes = 0; wake_one(NOT_EMPTY)
     :: else
     fi
  :: else
  fi
#endif
}

inline pass_on_room() {
#ifdef NO_PASS_ON
  skip
#else
  STEP(yes = sleepers[NOT_FULL]);
  if
  :: yes ->
     look_whether_full();
     if
     :: yes -> yes = 0
     :: else -> wake_one(NOT_FULL)
     fi
  :: else
  fi
#endif
}

/* W3 to W6. W2, a barrier, has nothing to do where all see each step at once. */
inline wake_if_asleep(condition) {
  STEP(yes = sleepers[condition]);
  if
  :: yes -> yes = 0; wake_one(condition)
  :: else
  fi
}

/* --- section 4: repairs --- */

inline recover(end) {
  if
  :: end == PRODUCER -> roll_forward_producer()
  :: else -> roll_forward_consumer()
  fi;
  wake_all(NOT_EMPTY);
  wake_all(NOT_FULL);
  STEP(owner_died[end] = 0)
}

inline roll_forward_producer() {
  do
  :: STEP(word = AT(tail));
     if
     :: word == 0 -> break
     :: word == PADDING -> STEP(tail = tail + REST(tail))
     :: else ->
        assert(IS_RECORD(word) && NUMBER(word) <= puts);
#ifdef ONLY_LAST_IS_COUNTED
        assert(NUMBER(word) + 1 >= puts);
#endif
#ifdef COUNT_TWICE
        STEP(puts++);
        STEP(tail = tail + SIZE)
#else
#ifdef TAIL_BEFORE_COUNT
        STEP(tail = tail + SIZE);
#endif
        if
        :: NUMBER(word) == puts -> STEP(puts++)
        :: else
        fi
#ifndef TAIL_BEFORE_COUNT
        ;
        STEP(tail = tail + SIZE)
#endif
#endif
     fi;
     word = 0
  od
}

inline roll_forward_consumer() {
  if
  :: gets_next != gets ->
     STEP(word = AT(head));
#ifdef GUESS_NOT_TAKEN
     word = RECORD + gets;
#endif
     if
     :: word == RECORD + gets -> STEP(gets_next = gets; word = 0)
#ifdef ONE_WAS_TAKEN
     :: else -> STEP(gets = gets + 1; gets_next = gets; word = 0)
#else
     :: else -> STEP(gets = gets_next; word = 0)
#endif
     fi
  :: else
  fi
}

/* --- section 3 under a lock --- */

#define ROOM_FOR_RECORD(position) (position + TAKES(position) - head_then <= RING - 1)

inline write_payload() {
#if SIZE > 1
  STEP(AT(position + 1) = PAYLOAD + puts + count);
#endif
#if SIZE > 2
  STEP(AT(position + 2) = PAYLOAD + puts + count);
#endif
  skip
}

/* Put, 3 to 7: as many messages as fit, at most a batch, with one commit point. */
inline put_records() {
  position = tail;
  do
  :: count < BATCH && ROOM_FOR_RECORD(position) ->
     if
     :: SIZE > REST(position) ->
        if
        :: position != tail -> STEP(AT(position) = PADDING)
        :: else
        fi;
        position = position + REST(position)
     :: else
     fi;
#ifndef COMMIT_BEFORE_PAYLOAD
     write_payload(); /* 3 */
#endif
     if
     :: position != tail -> STEP(AT(position) = RECORD + puts + count)
     :: else
     fi;
     position = position + SIZE;
     count++
  :: else -> break
  od;
#ifndef COMMIT_BEFORE_TERMINATOR
  STEP(AT(position) = 0); /* 4 */
#endif
  /* 5, the commit point; W1. */
  STEP(AT(tail) = (SIZE > REST(tail) -> PADDING : RECORD + puts);
       committed = committed + count; assert(owner[PRODUCER] == me && !told_shutdown));
#ifdef COMMIT_BEFORE_TERMINATOR
  STEP(AT(position) = 0);
#endif
#ifdef COMMIT_BEFORE_PAYLOAD
  position = tail + TAKES(tail) - SIZE;
  count = 0;
  write_payload();
  position = position + SIZE;
  count = 1;
#endif
  STEP(puts = puts + count); /* 6 */
  STEP(tail = position; position = 0; count = 0) /* 7 */
}

/* A record that fits an empty ring but not from here: the tail moves to the ring's beginning. */
inline turn() {
  if
  :: tail % RING != 0 ->
#ifdef PADDING_FIRST
     STEP(AT(tail) = PADDING);
     STEP(AT(tail + REST(tail)) = 0);
#else
     STEP(AT(tail + REST(tail)) = 0);
     STEP(AT(tail) = PADDING);
#endif
     STEP(tail = tail + REST(tail))
  :: else
  fi
}

/* Moves the head over padding, if there is some. */
inline skip_padding() {
  STEP(word = AT(head));
  if
  :: word == PADDING -> STEP(head = head + REST(head); word = AT(head))
  :: else
  fi
}

inline read_payload() {
#if SIZE > 1
  STEP(assert(AT(position + 1) == PAYLOAD + gets + count));
#endif
#if SIZE > 2
  STEP(assert(AT(position + 2) == PAYLOAD + gets + count));
#endif
  skip
}

/* Get, 1 to 6: as many messages as there are, at most a batch. Leaves their number in `count`. */
inline get_records() {
  skip_padding(); /* 1 */
  position = head;
  do
  :: count < BATCH && word == PADDING ->
     position = position + REST(position);
     STEP(word = AT(position))
  :: count < BATCH && word != PADDING && word != 0 ->
     assert(word == RECORD + gets + count); /* 2 */
#ifndef HEAD_BEFORE_COPY
     read_payload(); /* 3 */
#endif
     position = position + SIZE;
     count++;
     STEP(word = AT(position))
  :: else -> break
  od;
  word = 0;
  if
  :: count > 0 ->
#ifdef GETS_BEFORE_HEAD
     STEP(gets_next = gets + count; gets = gets_next);
#else
     STEP(gets_next = gets + count); /* 4 */
#endif
     /* 5: the messages are taken, and their bytes may be overwritten; W1. */
     STEP(head = position; taken = taken + count;
          assert(owner[CONSUMER] == me && taken <= committed));
#ifdef HEAD_BEFORE_COPY
     position = position - count * SIZE;
     word = count;
     count = 0;
     do
     :: count < word ->
        read_payload();
        position = position + SIZE;
        count++
     :: else -> break
     od;
     word = 0;
#endif
#ifndef GETS_BEFORE_HEAD
     STEP(gets = gets + count) /* 6 */
#endif
  :: else
  fi;
  position = 0
}

/* --- the processes --- */

#ifdef SHUTDOWN
#define IS_DRAINING draining
#else
#define IS_DRAINING false
#endif

proctype producer(byte me) {
  byte position, word, count, head_then, rounds;
  bit yes, waited;
next:
  if
  :: rounds == PUTS -> goto done
  :: else -> rounds++
  fi;
again:
#ifdef CHECK_BEFORE_LOCK
  STEP(yes = draining);
  if
  :: yes -> yes = 0; goto done
  :: else
  fi;
#endif
  lock(PRODUCER);
#if defined(SHUTDOWN) && !defined(CHECK_BEFORE_LOCK)
  STEP(yes = draining);
  if
  :: yes -> yes = 0; unlock(PRODUCER); goto done
  :: else
  fi;
#endif
  STEP(head_then = head; yes = ROOM_FOR_RECORD(tail)); /* Put, 1 */
  if
  :: yes -> yes = 0
  :: else ->
#if 2 * SIZE > RING
     look_for_message();
     if
     :: !yes ->
        turn();
        head_then = 0;
        unlock(PRODUCER);
        lock(CONSUMER);
        skip_padding();
        word = 0;
        unlock(CONSUMER);
        goto again
     :: else -> yes = 0
     fi;
#endif
     unlock(PRODUCER);
     if
     :: waited -> pass_on_room()
     :: else
     fi;
     goto wait
  fi;
  put_records();
  head_then = 0;
  waited = 0;
  unlock(PRODUCER);
  wake_if_asleep(NOT_EMPTY);
  pass_on_room();
  goto next;

wait:
  announce(NOT_FULL);
#ifndef NO_RECHECK
  STEP(yes = (head != head_then || IS_DRAINING)); /* S4 */
#endif
  if
  :: yes -> d_step { yes = 0; ticket[me] = NONE; waited = 1; head_then = 0 } goto again
  :: else
  fi;
  sleep_for(head != head_then || IS_DRAINING);
  goto wait;

killed:
  waited = 0;
  head_then = 0;
  if
  :: goto next
  :: goto done
  fi;

done:
  atomic { busy[me] = 0; rounds = 0; waited = 0; head_then = 0 }
}

proctype consumer(byte me) {
  byte position, word, count, rounds;
  bit yes;
next:
#if GETS > 0
  if
  :: rounds == GETS -> goto done
  :: else -> rounds++
  fi;
#endif
look:
  look_for_message();
#ifdef SHUTDOWN
  if
  :: !yes ->
     STEP(yes = draining);
     if
     :: yes ->
        yes = 0;
#ifndef NO_SECOND_LOOK
        look_for_message();
#endif
        if
        :: !yes -> d_step { assert(taken == committed); told_shutdown = 1 } goto done
        :: else
        fi
     :: else
     fi
  :: else
  fi;
#endif
  if
  :: yes -> yes = 0
  :: else -> goto wait
  fi;

  lock(CONSUMER);
  get_records();
  unlock(CONSUMER);
  if
  :: count == 0 -> goto wait
  :: else -> count = 0
  fi;
  wake_if_asleep(NOT_FULL);
  pass_on_message();
  goto next;

wait:
  announce(NOT_EMPTY);
#ifdef LEAVE
  if
  :: me != FIRST_CONSUMER -> ticket[me] = NONE; pass_on_message(); goto done
  :: true
  fi;
#endif
#ifndef NO_RECHECK
  look_for_message(); /* S4 */
#ifdef SHUTDOWN
  if
  :: !yes -> STEP(yes = draining)
  :: else
  fi;
#endif
#endif
  if
  :: yes -> d_step { yes = 0; ticket[me] = NONE } goto look
  :: else
  fi;
  sleep_for(MESSAGE_IS_THERE || IS_DRAINING);
#ifdef WOKEN_GETS_AT_ONCE
  goto look;
#else
  goto wait; /* S6: the flag goes up again before anything else */
#endif

killed:
  if
#if GETS > 0
  :: goto next
#else
  :: goto look
#endif
  :: me != FIRST_CONSUMER -> goto done
  fi;

done:
  atomic { busy[me] = 0; rounds = 0 }
}

#ifdef SHUTDOWN
proctype stopper(byte me) {
  byte position, word, count;
  bit yes;
  lock(PRODUCER);
  STEP(draining = 1);
  unlock(PRODUCER);
#ifndef SILENT_SHUTDOWN
  wake_all(NOT_EMPTY);
  wake_all(NOT_FULL);
#endif
killed:
  busy[me] = 0
}
#endif

bool producers_busy, consumers_busy;

init {
  byte process;
  atomic {
    /* Fewer deaths than the most: what hangs then may not be hidden by one more. */
    select (process : 0 .. DEATHS);
    deaths = process;
    for (process : 0 .. PROCESSES - 1) {
      busy[process] = 1
    }
#if FILLED > 0
    for (process : 0 .. FILLED - 1) {
      ring[process] = RECORD + process
    }
    tail = FILLED;
    puts = FILLED;
    committed = FILLED;
#endif
    for (process : 0 .. PRODUCERS - 1) {
      run producer(process)
    }
    for (process : FIRST_CONSUMER .. STOPPER - 1) {
      run consumer(process)
    }
#ifdef SHUTDOWN
    run stopper(STOPPER);
#endif
    process = 0
  }
  /* Nothing can move any more. */
  atomic {
    timeout ->
    for (process : 0 .. STOPPER - 1) {
      if
      :: busy[process] && process < FIRST_CONSUMER -> producers_busy = 1
      :: busy[process] && process >= FIRST_CONSUMER -> consumers_busy = 1
      :: else
      fi
    }
    /* What a dead producer left is not in the tail yet. */
    assert(!consumers_busy || taken == committed);
    assert(!producers_busy || !consumers_busy);
    assert(!producers_busy || owner_died[PRODUCER] || tail + TAKES(tail) - head > RING - 1);
    assert(!IS_DRAINING || (!consumers_busy && !producers_busy))
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The benchmark of shmq and its peers finds out a system that loses, doubles, reorders or tears
 * messages, that fails or hangs, and leaves no process behind. The faults are planted into one that
 * has none: messages over a pipe.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "machine.h"
#include "process.h"
#include "runner.h"
#include "stream.h"
#include "works.h"

#define FAULTY 100 /* the number of the message that something is wrong with */

/* Shared with the participants: one of them has done wrong. */
static _Atomic bool *planted;

static int open_pipe(const struct setting *setting, void **channel) {
  int ends[2];
  CHECK_CALL(pipe2(ends, O_CLOEXEC));
  return open_stream(setting, ends[0], ends[1], channel);
}

static int fail_to_open(const struct setting *setting, void **channel) {
  (void)setting;
  (void)channel;
  atomic_store(planted, true);
  return -EMFILE;
}

static bool is_due(const struct source *source) {
  bool due = source->producer != END_VALUE && source->next == FAULTY;
  if (due) {
    atomic_store(planted, true);
  }
  return due;
}

static int lose(void *channel, struct source *source) {
  source->next += is_due(source);
  return send_to_stream(channel, source);
}

static int double_one(void *channel, struct source *source) {
  static bool doubled;
  if (is_due(source) && !doubled) {
    doubled = true;
    source->next--;
  }
  return send_to_stream(channel, source);
}

/* Number 101 before number 100. */
static int reorder(void *channel, struct source *source) {
  if (!is_due(source)) {
    return send_to_stream(channel, source);
  }
  source->next = FAULTY + 1;
  int result = send_to_stream(channel, source);
  source->next = FAULTY;
  result = result < 0 ? result : send_to_stream(channel, source);
  source->next = FAULTY + 2;
  return result;
}

/* Sends the message to a sink of its own, spoils one byte, and sends what is left of it. */
static int send_spoilt(void *channel, struct source *source, size_t place) {
  struct source spoilt = *source;
  uint64_t bytes[LARGE_MESSAGE / sizeof(uint64_t)] = {0};
  uint64_t word;
  spoilt.buffer = bytes;
  write_next(&spoilt, bytes);
  memcpy(&word, (unsigned char *)bytes + place, sizeof word);
  word ^= 1;
  memcpy((unsigned char *)bytes + place, &word, sizeof word);
  source->next = spoilt.next;
  return send_bytes_to_stream(channel, bytes);
}

static int tear_last_word(void *channel, struct source *source) {
  return is_due(source) ? send_spoilt(channel, source, source->bytes - sizeof(uint64_t))
                        : send_to_stream(channel, source);
}

static int tear_moving_word(void *channel, struct source *source) {
  size_t place = sizeof(uint64_t) * (1 + FAULTY % (source->bytes / sizeof(uint64_t) - 2));
  return is_due(source) ? send_spoilt(channel, source, place) : send_to_stream(channel, source);
}

/* The first producer leaves one out: no consumer alone can know. */
static int skip_one(void *channel, struct source *source) {
  return source->producer >> PRODUCER_SHIFT == 0 ? lose(channel, source)
                                                 : send_to_stream(channel, source);
}

static int fail_to_send(void *channel, struct source *source) {
  return is_due(source) ? -ENETDOWN : send_to_stream(channel, source);
}

static int shorten(void *channel, struct sink *sink) {
  int result = receive_from_stream(channel, sink);
  uint64_t message[SMALL_MESSAGE / sizeof(uint64_t)] = {0};
  atomic_store(planted, true);
  take_message(sink, message, sizeof message - 1);
  return result;
}

static int die(void *channel, struct sink *sink) {
  (void)channel;
  (void)sink;
  atomic_store(planted, true);
  return raise(SIGKILL);
}

static int hang(void *channel, struct sink *sink) {
  (void)channel;
  (void)sink;
  atomic_store(planted, true);
  return pause();
}

static struct system sound(void) {
  return (struct system){.name = "pipe",
                         .language = "C",
                         .open = open_pipe,
                         .close = close_stream,
                         .send = send_to_stream,
                         .receive = receive_from_stream};
}

static struct setting one_way(const struct system *system) {
  return (struct setting){.system = system,
                          .work = ONE_WAY,
                          .wait = SLEEP,
                          .bytes = SMALL_MESSAGE,
                          .producers = 1,
                          .consumers = 1,
                          .seconds = 0.05,
                          .patience = 40};
}

static struct result measure_it(const struct setting *setting) {
  if (!find_processors()) {
    skip("two processors are needed");
  }
  struct result result;
  measure(setting, &result);
  CHECK_EQ(waitpid(-1, NULL, WNOHANG), -1);
  CHECK_EQ(errno, ECHILD);
  return result;
}

static void must_pass(const struct result *result) {
  if (result->failure[0] != '\0') {
    FAIL("it failed: %s", result->failure);
  }
}

static void must_fail(const struct setting *setting, const char *text) {
  struct result result = {0};
  planted = shared_memory(sizeof *planted);
  /* On a busy machine a measurement may end before it comes to the faulty message. */
  for (int64_t deadline = now() + SOON; !atomic_load(planted) && now() < deadline;) {
    result = measure_it(setting);
  }
  CHECK(atomic_load(planted));
  if (strstr(result.failure, text) == NULL) {
    FAIL("the failure says '%s', not '%s'", result.failure, text);
  }
}

static void sender_must_fail(int (*send)(void *channel, struct source *source), size_t bytes,
                             const char *text) {
  struct system system = sound();
  system.send = send;
  struct setting setting = one_way(&system);
  setting.bytes = bytes;
  must_fail(&setting, text);
}

static void receiver_must_fail(int (*receive)(void *channel, struct sink *sink), const char *text) {
  struct system system = sound();
  system.receive = receive;
  struct setting setting = one_way(&system);
  setting.patience = 1;
  must_fail(&setting, text);
}

static void a_sound_system_passes_each_work(void) {
  struct system system = sound();
  for (int work = 0; work < WORKS; work++) {
    struct setting setting = one_way(&system);
    check_about("%s", work_names[work]);
    setting.work = (enum work)work;
    setting.producers = work == MANY_TO_MANY ? 3 : 1;
    setting.consumers = work == MANY_TO_MANY ? 2 : 1;
    struct result result = measure_it(&setting);
    must_pass(&result);
    CHECK_EQ(result.has_rate, work != IDLE);
    CHECK_EQ(result.messages > 0, work != IDLE);
    CHECK_EQ(result.has_latency, work == ROUND_TRIP);
    CHECK_EQ(result.has_processor_share, work == IDLE);
    CHECK(result.line_before_ns > 0);
    CHECK(result.line_after_ns > 0);
  }
}

static void a_lost_message_is_noticed(void) {
  sender_must_fail(lose, SMALL_MESSAGE, "number=101 awaited=100");
}

static void a_doubled_message_is_noticed(void) {
  sender_must_fail(double_one, SMALL_MESSAGE, "number=99 awaited=100");
}

static void messages_out_of_order_are_noticed(void) {
  sender_must_fail(reorder, SMALL_MESSAGE, "number=101 awaited=100");
}

static void a_torn_message_is_noticed(void) {
  sender_must_fail(tear_last_word, SMALL_MESSAGE, "torn");
}

static void a_torn_long_message_is_noticed(void) {
  sender_must_fail(tear_last_word, LARGE_MESSAGE, "torn");
  sender_must_fail(tear_moving_word, LARGE_MESSAGE, "torn");
}

static void a_wrong_length_is_noticed(void) {
  receiver_must_fail(shorten, "bytes=63 of=64");
}

static void messages_lost_among_several_consumers_are_noticed(void) {
  struct system system = sound();
  system.send = skip_one;
  struct setting setting = one_way(&system);
  setting.work = MANY_TO_MANY;
  setting.producers = 2;
  setting.consumers = 2;
  must_fail(&setting, "messages were lost or doubled: producer=0");
}

static void an_error_is_told(void) {
  sender_must_fail(fail_to_send, SMALL_MESSAGE, "send failed: error=100 (Network is down)");
}

static void what_cannot_be_opened_is_told(void) {
  struct system system = sound();
  system.open = fail_to_open;
  struct setting setting = one_way(&system);
  must_fail(&setting, "it could not be opened: error=24");
}

static void a_participant_that_dies_is_noticed(void) {
  receiver_must_fail(die, "killed by signal=9");
}

static void participants_that_hang_are_killed(void) {
  receiver_must_fail(hang, "participants hang: no message came");
}

static _Noreturn void work_beside(void *argument) {
  (void)argument;
  pin(processors[0]);
  for (;;) {
  }
}

static void windows_in_which_others_work_are_thrown_away(void) {
  if (!find_processors()) {
    skip("two processors are needed");
  }
  pid_t other = process_start(work_beside, NULL);
  struct system system = sound();
  struct setting setting = one_way(&system);
  setting.seconds = 0.3;
  struct result result;
  measure(&setting, &result);
  process_kill(other);
  must_pass(&result);
  CHECK(result.noisy);
  CHECK_EQ(result.windows, 1);
  CHECK_EQ(result.discarded_windows, 3);
}

static _Atomic unsigned *sent;

static int send_and_tell(void *channel, struct source *source) {
  atomic_fetch_add(sent, 1);
  return send_to_stream(channel, source);
}

static void measure_for_long(void *argument) {
  (void)argument;
  struct system system = sound();
  system.send = send_and_tell;
  struct setting setting = one_way(&system);
  setting.seconds = 60;
  struct result result;
  measure(&setting, &result);
}

/* Those that have lost their parent become children of this process. */
static void participants_die_with_the_coordinating_process(void) {
  if (!find_processors()) {
    skip("two processors are needed");
  }
  CHECK_CALL(prctl(PR_SET_CHILD_SUBREAPER, 1));
  sent = shared_memory(sizeof *sent);
  pid_t coordinator = process_start(measure_for_long, NULL);
  WAIT_UNTIL(atomic_load(sent) > 0);
  process_kill(coordinator);
  for (int left = 2; left > 0; left--) {
    int status;
    CHECK_CALL(waitpid(-1, &status, 0));
    CHECK(WIFSIGNALED(status));
    CHECK_EQ(WTERMSIG(status), SIGKILL);
  }
  CHECK_EQ(waitpid(-1, NULL, 0), -1);
}

static void percentiles_are_exact_to_a_hundredth(void) {
  static struct histogram histogram;
  uint64_t found[PERCENTILES];
  CHECK(!find_percentiles(&histogram, found));
  for (uint64_t i = 1; i <= 100000; i++) {
    record_latency(&histogram, 37 * i);
  }
  CHECK(find_percentiles(&histogram, found));
  CHECK_BETWEEN(found[P50], 37 * 50000 * 99 / 100, 37 * 50000 * 101 / 100);
  CHECK_BETWEEN(found[P90], 37 * 90000 * 99 / 100, 37 * 90000 * 101 / 100);
  CHECK_BETWEEN(found[P99_99], 37 * 99990 * 99 / 100, 37 * 99990 * 101 / 100);
  CHECK_EQ(found[LONGEST], 37 * 100000);
}

static void the_shortest_and_the_longest_latency_have_a_bucket(void) {
  CHECK_EQ(bucket_of(0), 0);
  CHECK_EQ(bucket_of(255), 255);
  CHECK_EQ(bucket_of(256), 256);
  CHECK_EQ(bucket_of(257), 256);
  CHECK_EQ(bucket_of((UINT64_C(1) << LATENCY_BITS) - 1), BUCKETS - 1);
  CHECK_EQ(bucket_of(UINT64_MAX), BUCKETS - 1);
}

static const struct test_case cases[] = {
    CASE_WITHIN(a_sound_system_passes_each_work, 120),
    CASE(a_lost_message_is_noticed),
    CASE(a_doubled_message_is_noticed),
    CASE(messages_out_of_order_are_noticed),
    CASE(a_torn_message_is_noticed),
    CASE(a_torn_long_message_is_noticed),
    CASE(a_wrong_length_is_noticed),
    CASE(messages_lost_among_several_consumers_are_noticed),
    CASE(an_error_is_told),
    CASE(what_cannot_be_opened_is_told),
    CASE(a_participant_that_dies_is_noticed),
    CASE(participants_that_hang_are_killed),
    CASE_WITHIN(windows_in_which_others_work_are_thrown_away, 120),
    CASE(participants_die_with_the_coordinating_process),
    CASE(percentiles_are_exact_to_a_hundredth),
    CASE(the_shortest_and_the_longest_latency_have_a_bucket),
};

TEST_MAIN(cases)

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a message costs between two processes, each pinned to a processor of its own.
 *
 *   round trip       A --64 bytes--> B --64 bytes--> A     both poll; beside it, in the same run,
 *                                                          one cache line to and fro: the limit
 *   one way          A --64 bytes--> B                     B checks number and content of each
 *
 * Needs two processors. Prints every round, not the best. Exits with 1 if a message was lost,
 * doubled, torn or out of order, and with 77 if there is one processor only.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shmq.h"

#define MESSAGE_SIZE 64
#define BATCH 256 /* round trips timed together: a look at the clock costs a good part of one */
#define SPIN_NS INT64_C(1000000000)
#define NAME_SIZE 64
#define EXIT_SKIPPED 77

struct settings {
  int rounds;
  int64_t round_trips; /* in a round */
  int64_t messages;    /* one way, in a round */
};

/* A number that says where a message belongs, and content that follows from it. */
struct message {
  uint64_t number;
  uint64_t content[MESSAGE_SIZE / sizeof(uint64_t) - 1];
};

struct line {
  _Alignas(128) _Atomic uint64_t ping;
  _Alignas(128) _Atomic uint64_t pong;
};

static size_t processors[2];

static void die(const char *what, int error) {
  fprintf(stderr, "shmq-bench: %s: %s\n", what, shmq_strerror(error));
  exit(EXIT_FAILURE);
}

static double now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static bool find_processors(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return false;
  }
  int found = 0;
  for (size_t i = 0; i < CPU_SETSIZE && found < 2; i++) {
    if (CPU_ISSET(i, &allowed)) {
      processors[found++] = i;
    }
  }
  return found == 2;
}

static void pin(size_t processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  sched_setaffinity(0, sizeof set, &set);
}

/* Runs the far side in a process of its own that does not outlive this one. */
static pid_t start(void (*far_side)(void *argument), void *argument) {
  fflush(NULL);
  pid_t child = fork();
  if (child < 0) {
    die("fork", -errno);
  }
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pin(processors[1]);
    far_side(argument);
    _exit(EXIT_SUCCESS);
  }
  return child;
}

static bool succeeded(pid_t child) {
  int status;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int by_value(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

static double median(double *values, int64_t count) {
  qsort(values, (size_t)count, sizeof *values, by_value);
  return values[count / 2];
}

/* Times `round_trip` in batches. Returns the median over the batches of the mean of each, in ns. */
static double time_round_trips(int64_t count, void (*round_trip)(void *argument), void *argument) {
  int64_t batches = count / BATCH;
  double *means = calloc((size_t)batches, sizeof *means);
  if (means == NULL) {
    die("calloc", -ENOMEM);
  }
  for (int64_t batch = 0; batch < batches; batch++) {
    double begin = now_ns();
    for (int i = 0; i < BATCH; i++) {
      round_trip(argument);
    }
    means[batch] = (now_ns() - begin) / BATCH;
  }
  double result = median(means, batches);
  free(means);
  return result;
}

/* --- the bare cache line --- */

static void line_round_trip(void *argument) {
  struct line *line = argument;
  uint64_t value = atomic_load_explicit(&line->ping, memory_order_relaxed) + 1;
  atomic_store_explicit(&line->ping, value, memory_order_release);
  while (atomic_load_explicit(&line->pong, memory_order_acquire) != value) {
  }
}

static void line_far_side(void *argument) {
  struct line *line = argument;
  for (uint64_t value = 1;; value++) {
    while (atomic_load_explicit(&line->ping, memory_order_acquire) != value) {
    }
    atomic_store_explicit(&line->pong, value, memory_order_release);
  }
}

static double bare_line(int64_t round_trips) {
  struct line *line =
      mmap(NULL, sizeof *line, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (line == MAP_FAILED) {
    die("mmap", -errno);
  }
  pid_t child = start(line_far_side, line);
  double result = time_round_trips(round_trips, line_round_trip, line);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  munmap(line, sizeof *line);
  return result;
}

/* --- queues --- */

static shmq *make_queue(const char *role) {
  char name[NAME_SIZE];
  snprintf(name, sizeof name, "bench-%ld-%s", (long)getpid(), role);
  struct shmq_options options = {.size = sizeof options};
  shmq *queue;
  int result = shmq_create(name, &options, &queue);
  if (result < 0) {
    die("create", result);
  }
  /* The far side inherits the handle: nobody else needs the name. */
  shmq_unlink(name);
  shmq_set_spin(queue, SPIN_NS);
  return queue;
}

struct pair {
  shmq *there;
  shmq *back;
};

static void get_exactly(shmq *queue, void *buffer) {
  ssize_t length = shmq_get(queue, buffer, MESSAGE_SIZE, SHMQ_FOREVER);
  if (length != MESSAGE_SIZE) {
    die("get", (int)length);
  }
}

static void put_exactly(shmq *queue, const void *data) {
  int result = shmq_put(queue, data, MESSAGE_SIZE, SHMQ_FOREVER);
  if (result < 0) {
    die("put", result);
  }
}

static void queue_round_trip(void *argument) {
  struct pair *pair = argument;
  struct message message = {.number = 1};
  put_exactly(pair->there, &message);
  get_exactly(pair->back, &message);
}

static void queue_far_side(void *argument) {
  struct pair *pair = argument;
  for (;;) {
    struct message message;
    get_exactly(pair->there, &message);
    put_exactly(pair->back, &message);
  }
}

static double queue_round_trips(int64_t round_trips) {
  struct pair pair = {make_queue("there"), make_queue("back")};
  pid_t child = start(queue_far_side, &pair);
  double result = time_round_trips(round_trips, queue_round_trip, &pair);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  shmq_close(pair.there);
  shmq_close(pair.back);
  return result;
}

/* --- one way --- */

struct stream {
  shmq *queue;
  int64_t messages;
};

static void fill(struct message *message, uint64_t number) {
  message->number = number;
  for (size_t i = 0; i < sizeof message->content / sizeof *message->content; i++) {
    message->content[i] = number * UINT64_C(0x9e3779b97f4a7c15) + i;
  }
}

static void stream_far_side(void *argument) {
  struct stream *stream = argument;
  for (int64_t i = 0; i < stream->messages; i++) {
    struct message expected;
    struct message message;
    fill(&expected, (uint64_t)i);
    get_exactly(stream->queue, &message);
    if (memcmp(&message, &expected, sizeof message) != 0) {
      fprintf(stderr, "shmq-bench: message %" PRId64 " carries number %" PRIu64 " or is torn\n", i,
              message.number);
      _exit(EXIT_FAILURE);
    }
  }
  if (shmq_empty(stream->queue) != 1) {
    _exit(EXIT_FAILURE);
  }
}

/* Returns millions of messages a second. */
static double one_way(int64_t messages) {
  struct stream stream = {make_queue("stream"), messages};
  pid_t child = start(stream_far_side, &stream);
  double begin = now_ns();
  for (int64_t i = 0; i < messages; i++) {
    struct message message;
    fill(&message, (uint64_t)i);
    put_exactly(stream.queue, &message);
  }
  bool whole = succeeded(child);
  double elapsed = now_ns() - begin;
  shmq_close(stream.queue);
  if (!whole) {
    fprintf(stderr, "shmq-bench: messages were lost, doubled, torn or out of order\n");
    exit(EXIT_FAILURE);
  }
  return (double)messages * 1e3 / elapsed;
}

/* --- */

static _Noreturn void explain_usage(void) {
  fprintf(stderr, "usage: shmq-bench [--rounds=N] [--round-trips=N] [--messages=N]\n");
  exit(EXIT_FAILURE);
}

static int64_t number(const char *text, int64_t least) {
  char *end;
  errno = 0;
  int64_t value = strtoll(text, &end, 10);
  if (errno != 0 || *end != '\0' || value < least || value > INT_MAX) {
    fprintf(stderr, "shmq-bench: '%s' is not a number from %" PRId64 " to %d\n", text, least,
            INT_MAX);
    exit(EXIT_FAILURE);
  }
  return value;
}

static struct settings parse(int argc, char **argv) {
  static const struct option options[] = {{"rounds", required_argument, NULL, 'r'},
                                          {"round-trips", required_argument, NULL, 't'},
                                          {"messages", required_argument, NULL, 'm'},
                                          {0}};
  struct settings settings = {.rounds = 5, .round_trips = 500000, .messages = 10000000};
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    switch (option) {
      case 'r':
        settings.rounds = (int)number(optarg, 1);
        break;
      case 't':
        settings.round_trips = number(optarg, BATCH);
        break;
      case 'm':
        settings.messages = number(optarg, 1);
        break;
      default:
        explain_usage();
    }
  }
  if (optind < argc) {
    explain_usage();
  }
  return settings;
}

int main(int argc, char **argv) {
  struct settings settings = parse(argc, argv);
  if (!find_processors()) {
    fprintf(stderr, "SKIPPED: shmq-bench needs two processors\n");
    return EXIT_SKIPPED;
  }
  pin(processors[0]);
  printf("shmq %s, processors %zu and %zu, messages of %d bytes, %" PRId64
         " round trips and %" PRId64 " messages one way a round\n\n",
         shmq_version(), processors[0], processors[1], MESSAGE_SIZE, settings.round_trips,
         settings.messages);
  printf("round  cache line, ns  round trip, ns  ratio  one way, M/s\n");
  double *ratios = calloc((size_t)settings.rounds, sizeof *ratios);
  if (ratios == NULL) {
    die("calloc", -ENOMEM);
  }
  for (int round = 0; round < settings.rounds; round++) {
    /* The distance between two virtual processors changes: measured close to what it divides. */
    double before = bare_line(settings.round_trips);
    double queue = queue_round_trips(settings.round_trips);
    double line = (before + bare_line(settings.round_trips)) / 2;
    ratios[round] = queue / line;
    printf("%5d  %14.1f  %14.1f  %5.2f  %12.2f\n", round + 1, line, queue, ratios[round],
           one_way(settings.messages));
    fflush(stdout);
  }
  printf(
      "\nround trip: median of %d rounds %.2f times the bare cache line\n"
      "one way: every message arrived once, whole and in order\n",
      settings.rounds, median(ratios, settings.rounds));
  free(ratios);
  return EXIT_SUCCESS;
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system.h"

#define MESSAGE_MAX (UINT64_C(1) << 20)
#define CAPACITY_MIN UINT64_C(4096)
#define CAPACITY_MAX (UINT64_C(1) << 30)
#define ROUNDS_MAX 1000
#define SECONDS_MAX 60

static const char usage[] =
    "usage: shmq-bench-peers [OPTION]...\n"
    "  --systems=NAME;...     systems, as --list names them (all)\n"
    "  --works=WORK,...       one-way, round-trip, many-to-many, idle (all)\n"
    "  --waits=WAIT,...       spin, sleep, default (all)\n"
    "  --sizes=BYTES,...      of messages that go one way (64,65536)\n"
    "  --settings=P/C,...     producers and consumers (1/1,1/10,10/1,3/20,20/3,20/20)\n"
    "  --capacities=BYTES,... of queues that messages go one way through (1 MiB; for messages of\n"
    "                         64 bytes 256 KiB and 64 MiB, too)\n"
    "  --rounds=N             (3)\n"
    "  --seconds=S            measured at each work (2); many to many, a quarter of it\n"
    "  --json=FILE            every measurement; - is standard output, which has no table then\n"
    "  --list                 the systems, and why one is not available\n";

static _Noreturn void refuse(const char *option, const char *text, const char *expected) {
  fprintf(stderr, "shmq-bench-peers: --%s: '%s' is not %s\n\n%s", option, text, expected, usage);
  exit(EXIT_FAILURE);
}

static uint64_t parse_number(const char *option, const char *text, uint64_t least, uint64_t most) {
  char expected[96];
  snprintf(expected, sizeof expected, "a number from %llu to %llu", (unsigned long long)least,
           (unsigned long long)most);
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (errno != 0 || text[0] < '0' || text[0] > '9' || *end != '\0' || value < least ||
      value > most) {
    refuse(option, text, expected);
  }
  return value;
}

static double parse_seconds(const char *text) {
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end != '\0' || !(value >= 0.01 && value <= SECONDS_MAX)) {
    refuse("seconds", text, "a number from 0.01 to 60");
  }
  return value;
}

static void parse_names(const char *option, const char *text, const char *const *names, int count,
                        bool *chosen) {
  for (int i = 0; i < count; i++) {
    if (strcmp(text, names[i]) == 0) {
      chosen[i] = true;
      return;
    }
  }
  refuse(option, text, "one of those listed below");
}

static void check_system(const char *name) {
  for (const struct system *const *system = all_systems(); *system != NULL; system++) {
    if (strcmp((*system)->name, name) == 0) {
      return;
    }
  }
  refuse("systems", name, "a system that --list names");
}

static struct parties parse_parties(const char *text) {
  char producers[32];
  const char *slash = strchr(text, '/');
  if (slash == NULL || (size_t)(slash - text) >= sizeof producers) {
    refuse("settings", text, "of the form PRODUCERS/CONSUMERS");
  }
  snprintf(producers, sizeof producers, "%.*s", (int)(slash - text), text);
  return (struct parties){(int)parse_number("settings", producers, 1, PARTIES_MAX),
                          (int)parse_number("settings", slash + 1, 1, PARTIES_MAX)};
}

static size_t parse_size(const char *text) {
  size_t size = parse_number("sizes", text, SMALL_MESSAGE, MESSAGE_MAX);
  if (size % SMALL_MESSAGE != 0) {
    refuse("sizes", text, "a multiple of 64");
  }
  return size;
}

static void parse_choice(struct options *options, int option, const char *text, int index) {
  switch (option) {
    case 's':
      check_system(text);
      options->systems[index] = text;
      break;
    case 'w':
      parse_names("works", text, work_names, WORKS, options->works);
      break;
    case 'W':
      parse_names("waits", text, wait_names, WAITS, options->waits);
      break;
    case 'b':
      options->sizes[index] = parse_size(text);
      break;
    case 'p':
      options->parties[index] = parse_parties(text);
      break;
    default:
      options->capacities[index] = parse_number("capacities", text, CAPACITY_MIN, CAPACITY_MAX);
  }
}

/* The choices that `text` lists, which stays: parts of it are kept. */
static void parse_choices(struct options *options, int option, char *text) {
  /* Names of systems have commas in them. */
  const char *separator = option == 's' ? ";" : ",";
  int index = 0;
  char *rest;
  for (char *choice = strtok_r(text, separator, &rest); choice != NULL && index < CHOICES_MAX - 1;
       choice = strtok_r(NULL, separator, &rest)) {
    parse_choice(options, option, choice, index++);
  }
}

static void note_command(int argc, char **argv, struct options *options) {
  size_t length = 0;
  for (int i = 0; i < argc && length < sizeof options->command; i++) {
    const char *quote = strpbrk(argv[i], " ;") == NULL ? "" : "'";
    length += (size_t)snprintf(options->command + length, sizeof options->command - length,
                               "%s%s%s%s", i == 0 ? "" : " ", quote, argv[i], quote);
  }
}

static void set_all(bool *chosen, int count) {
  bool any = false;
  for (int i = 0; i < count; i++) {
    any |= chosen[i];
  }
  for (int i = 0; i < count && !any; i++) {
    chosen[i] = true;
  }
}

static void fill_in(struct options *options) {
  set_all(options->works, WORKS);
  set_all(options->waits, WAITS);
  if (options->sizes[0] == 0) {
    options->sizes[0] = SMALL_MESSAGE;
    options->sizes[1] = LARGE_MESSAGE;
  }
  static const struct parties usual[] = {{1, 1}, {1, 10}, {10, 1}, {3, 20}, {20, 3}, {20, 20}};
  if (options->parties[0].producers == 0) {
    memcpy(options->parties, usual, sizeof usual);
  }
}

void parse_options(int argc, char **argv, struct options *options) {
  static const struct option known[] = {
      {"systems", required_argument, NULL, 's'},  {"works", required_argument, NULL, 'w'},
      {"waits", required_argument, NULL, 'W'},    {"sizes", required_argument, NULL, 'b'},
      {"settings", required_argument, NULL, 'p'}, {"capacities", required_argument, NULL, 'c'},
      {"rounds", required_argument, NULL, 'r'},   {"seconds", required_argument, NULL, 't'},
      {"json", required_argument, NULL, 'j'},     {"list", no_argument, NULL, 'l'},
      {"help", no_argument, NULL, 'h'},           {0}};
  *options = (struct options){.rounds = 3, .seconds = 2};
  note_command(argc, argv, options);
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (option) {
      case 'r':
        options->rounds = (int)parse_number("rounds", optarg, 1, ROUNDS_MAX);
        break;
      case 't':
        options->seconds = parse_seconds(optarg);
        break;
      case 'j':
        options->json = optarg;
        break;
      case 'l':
        options->list = true;
        break;
      case 'h':
        printf("%s", usage);
        exit(EXIT_SUCCESS);
      case '?':
        fprintf(stderr, "\n%s", usage);
        exit(EXIT_FAILURE);
      default:
        parse_choices(options, option, optarg);
    }
  }
  if (optind < argc) {
    fprintf(stderr, "shmq-bench-peers: '%s' is no option\n\n%s", argv[optind], usage);
    exit(EXIT_FAILURE);
  }
  fill_in(options);
}

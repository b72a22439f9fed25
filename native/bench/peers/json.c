/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "json.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "machine.h"
#include "plan.h"
#include "system.h"

static void write_text(FILE *file, const char *text) {
  fputc('"', file);
  for (; *text != '\0'; text++) {
    unsigned char character = (unsigned char)*text;
    if (character == '"' || character == '\\') {
      fprintf(file, "\\%c", character);
    } else if (character < ' ') {
      fprintf(file, "\\u%04x", character);
    } else {
      fputc(character, file);
    }
  }
  fputc('"', file);
}

static void write_key(FILE *file, const char *key) {
  fprintf(file, ", \"%s\": ", key);
}

static void write_named_text(FILE *file, const char *key, const char *text) {
  write_key(file, key);
  write_text(file, text);
}

static void write_number(FILE *file, const char *key, bool known, double number) {
  write_key(file, key);
  if (known && isfinite(number)) {
    fprintf(file, "%.10g", number);
  } else {
    fprintf(file, "null");
  }
}

static void write_count(FILE *file, const char *key, uint64_t count) {
  write_key(file, key);
  fprintf(file, "%" PRIu64, count);
}

static void write_unavailable(void *context, const struct system *system, const char *reason) {
  struct json *json = context;
  fprintf(json->file, "%s\n  {\"system\": ", json->measurements++ == 0 ? "" : ",");
  write_text(json->file, system->name);
  write_named_text(json->file, "reason", reason);
  fprintf(json->file, "}");
}

int begin_json(struct json *json, const char *path, const struct options *options) {
  FILE *file = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");
  if (file == NULL) {
    return -errno;
  }
  *json = (struct json){.file = file};
  char started[32];
  time_t now = time(NULL);
  struct tm utc;
  strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
  fprintf(file, "{\"run\": {\"started\": \"%s\", \"machine\": {\"processor\": ", started);
  write_text(file, processor_model());
  write_count(file, "processors", (uint64_t)processors_allowed());
  write_named_text(file, "kernel", kernel_version());
  fprintf(file, ", \"java\": null");
  write_named_text(file, "compiler", compiler_version());
  fprintf(file, "}");
  write_count(file, "rounds", (uint64_t)options->rounds);
  write_named_text(file, "command", options->command);
  fprintf(file, "},\n \"unavailable\": [");
  tell_unavailable(options, write_unavailable, json);
  fprintf(file, "],\n \"measurements\": [");
  json->measurements = 0;
  return 0;
}

static void write_setting(FILE *file, const struct setting *setting) {
  fprintf(file, "{\"system\": ");
  write_text(file, setting->system->name);
  write_named_text(file, "language", setting->system->language);
  write_named_text(file, "scope", "processes");
  write_named_text(file, "work", work_names[setting->work]);
  write_named_text(file, "wait", wait_names[setting->wait]);
  write_count(file, "messageBytes", setting->bytes);
  write_count(file, "producers", (uint64_t)setting->producers);
  write_count(file, "consumers", (uint64_t)setting->consumers);
  write_number(file, "capacityBytes", setting->capacity != 0, (double)setting->capacity);
  write_count(file, "round", (uint64_t)setting->round);
}

static void write_latency(FILE *file, const struct result *result) {
  write_key(file, "latencyNanos");
  if (!result->has_latency) {
    fprintf(file, "null");
    return;
  }
  for (int i = 0; i < PERCENTILES; i++) {
    fprintf(file, "%s\"%s\": %" PRIu64, i == 0 ? "{" : ", ", percentile_names[i],
            result->latency_ns[i]);
  }
  fprintf(file, "}");
}

void write_json(struct json *json, const struct measurement *measurement) {
  FILE *file = json->file;
  const struct result *result = &measurement->result;
  fprintf(file, "%s\n  ", json->measurements++ == 0 ? "" : ",");
  write_setting(file, &measurement->setting);
  write_number(file, "perSecond", result->has_rate, result->per_second);
  write_count(file, "messages", result->messages);
  write_number(file, "seconds", true, result->seconds);
  write_count(file, "windows", (uint64_t)result->windows);
  write_count(file, "discardedWindows", (uint64_t)result->discarded_windows);
  fprintf(file, ", \"noisy\": %s", result->noisy ? "true" : "false");
  write_latency(file, result);
  write_number(file, "intervalNanos", result->has_latency, (double)result->interval_ns);
  write_number(file, "processorShare", result->has_processor_share, result->processor_share);
  write_number(file, "lineNanosBefore", true, result->line_before_ns);
  write_number(file, "lineNanosAfter", true, result->line_after_ns);
  write_key(file, "failure");
  if (result->failure[0] == '\0') {
    fprintf(file, "null}");
  } else {
    write_text(file, result->failure);
    fprintf(file, "}");
  }
  fflush(file);
}

int end_json(struct json *json) {
  fprintf(json->file, "\n ]}\n");
  bool failed = fflush(json->file) != 0 || ferror(json->file);
  int error = failed ? -errno : 0;
  if (json->file != stdout && fclose(json->file) != 0 && !failed) {
    error = -errno;
  }
  return error;
}

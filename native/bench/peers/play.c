/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "machine.h"
#include "program.h"
#include "system.h"
#include "works.h"

static bool is_alone(const struct setting *setting) {
  return setting->system->program == NULL && setting->system->receive == NULL;
}

static int hire_player(struct crew *crew, const struct station *station, part *play, int slot,
                       int number, int processor) {
  struct station own = *station;
  own.self = &station->board->participants[slot];
  own.number = number;
  return hire(crew, &own, play, processor);
}

static int hire_all(struct crew *crew, const struct station *station, part *producer,
                    part *consumer, bool pinned) {
  const struct setting *setting = station->setting;
  if (setting->system->program != NULL) {
    return hire_program(crew, station, setting->system->program);
  }
  int error = 0;
  int processor = pinned ? processors[0] : ANY_PROCESSOR;
  for (int i = 0; i < setting->producers && error == 0; i++) {
    error = hire_player(crew, station, producer, i, i, processor);
  }
  processor = pinned ? processors[1] : ANY_PROCESSOR;
  for (int i = 0; i < setting->consumers && error == 0 && !is_alone(setting); i++) {
    error = hire_player(crew, station, consumer, setting->producers + i, i, processor);
  }
  return error;
}

bool hire_players(struct crew *crew, const struct station *station, part *producer, part *consumer,
                  bool pinned) {
  int error = hire_all(crew, station, producer, consumer, pinned);
  if (error < 0) {
    say_failure(crew->failure, crew->failure_size, "no process can be started: error=%d (%s)",
                -error, strerror(-error));
  }
  return error == 0;
}

bool start_play(struct crew *crew, const struct setting *setting) {
  const struct program *program = setting->system->program;
  int participants = is_alone(setting) ? 1 : setting->producers + setting->consumers;
  return start_crew(crew, participants + (program == NULL ? 0 : program->extra_participants));
}

static bool check_producer(struct crew *crew, const struct setting *setting, int producer) {
  uint64_t sent = atomic_load(&crew->board->participants[producer].sent);
  struct total total = {0};
  for (int consumer = 0; consumer < setting->consumers; consumer++) {
    total.count += crew->board->totals[consumer][producer].count;
    total.sum += crew->board->totals[consumer][producer].sum;
  }
  uint64_t sum = sent % 2 == 0 ? sent / 2 * (sent - 1) : (sent - 1) / 2 * sent;
  if (total.count != sent || total.sum != sum) {
    say_failure(crew->failure, crew->failure_size,
                "messages were lost or doubled: producer=%d sent=%" PRIu64 " received=%" PRIu64
                " sum of numbers=%" PRIu64 " of=%" PRIu64,
                producer, sent, total.count, total.sum, sum);
    return false;
  }
  return true;
}

bool end_play(struct crew *crew, const struct setting *setting) {
  atomic_store(&crew->board->control.stop, 1);
  if (!end_crew(crew)) {
    return false;
  }
  for (int producer = 0; producer < setting->producers && !is_alone(setting); producer++) {
    if (!check_producer(crew, setting, producer)) {
      return false;
    }
  }
  return true;
}

void make_source(const struct station *station, struct source *source) {
  *source = (struct source){.producer = (uint64_t)station->number << PRODUCER_SHIFT,
                            .bytes = station->setting->bytes,
                            .most = SIZE_MAX,
                            .buffer = aligned_alloc(64, station->setting->bytes)};
  if (source->buffer == NULL) {
    must(station, "memory for a message", -ENOMEM);
  }
  memset(source->buffer, 0, source->bytes);
}

void make_sink(const struct station *station, struct sink *sink) {
  *sink = (struct sink){.bytes = station->setting->bytes,
                        .producers = (uint64_t)station->setting->producers,
                        .alone = station->setting->consumers == 1};
}

void receive_checked(const struct station *station, void *channel, struct sink *sink) {
  must(station, "receive", station->setting->system->receive(channel, sink));
  if (sink->broken) {
    give_up(station,
            "a message is torn, lost, doubled or out of order: bytes=%zu of=%zu producer=%" PRIu64
            " number=%" PRIu64 " awaited=%" PRIu64,
            sink->length, sink->bytes, sink->value >> PRODUCER_SHIFT, sink->value & NUMBER_MASK,
            sink->awaited);
  }
}

static void attach(const struct station *station, enum role role) {
  if (station->setting->system->attach != NULL) {
    must(station, "attach", station->setting->system->attach(station->there, role));
  }
}

void play_producer(const struct station *station) {
  const struct system *system = station->setting->system;
  struct control *control = &station->board->control;
  struct source source;
  make_source(station, &source);
  attach(station, SENDER);
  await_start(station);
  while (!atomic_load_explicit(&control->stop, memory_order_relaxed)) {
    must(station, "send", system->send(station->there, &source));
    if (system->receive == NULL) {
      atomic_store_explicit(&station->self->received, source.next, memory_order_relaxed);
    }
  }
  atomic_store(&station->self->sent, source.next);
  int producers = station->setting->producers;
  if (system->receive != NULL && atomic_fetch_add(&control->ended, 1) == (uint64_t)producers - 1) {
    end_source(&source);
    for (int i = 0; i < station->setting->consumers; i++) {
      must(station, "send", system->send(station->there, &source));
    }
  }
}

/* A batch may have had the end that another consumer waits for. */
static void pass_on_ends(const struct station *station, int ends) {
  struct source source;
  make_source(station, &source);
  end_source(&source);
  for (int i = 0; i < ends; i++) {
    must(station, "send", station->setting->system->send(station->there, &source));
  }
}

void play_consumer(const struct station *station) {
  struct participant *self = station->self;
  struct sink sink;
  make_sink(station, &sink);
  attach(station, RECEIVER);
  await_start(station);
  while (sink.ends == 0) {
    receive_checked(station, station->there, &sink);
    atomic_store_explicit(&self->received, sink.received, memory_order_relaxed);
  }
  atomic_store(&self->done, (uint64_t)now_ns());
  pass_on_ends(station, sink.ends - 1);
  for (int producer = 0; producer < station->setting->producers; producer++) {
    station->board->totals[station->number][producer] =
        (struct total){sink.accounts[producer].count, sink.accounts[producer].sum};
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdlib.h>

#include "systems.h"

static const char name[] = "boost::interprocess::message_queue";

#ifdef SHMQ_PEERS_BOOST

#include "boost_queue.h"

struct channel {
  void *queue;
  bool polls;
  size_t bytes;
  unsigned char *buffer;
};

static int open_queue(const struct setting *setting, void **channel) {
  struct channel *own = calloc(1, sizeof *own);
  unsigned char *buffer = aligned_alloc(64, setting->bytes);
  if (own == NULL || buffer == NULL) {
    free(own);
    free(buffer);
    return -ENOMEM;
  }
  *own =
      (struct channel){.polls = setting->wait == SPIN, .bytes = setting->bytes, .buffer = buffer};
  int error =
      boost_queue_open((size_t)(setting->capacity / setting->bytes), setting->bytes, &own->queue);
  if (error < 0) {
    free(buffer);
    free(own);
    return error;
  }
  *channel = own;
  return 0;
}

static void close_queue(void *channel) {
  struct channel *own = channel;
  boost_queue_close(own->queue);
  free(own->buffer);
  free(own);
}

static int send(void *channel, struct source *source) {
  const struct channel *own = channel;
  const void *message = next_message(source);
  return own->polls ? boost_queue_send_polling(own->queue, message, own->bytes)
                    : boost_queue_send(own->queue, message, own->bytes);
}

static int receive(void *channel, struct sink *sink) {
  const struct channel *own = channel;
  size_t length = 0;
  int error = own->polls ? boost_queue_receive_polling(own->queue, own->buffer, own->bytes, &length)
                         : boost_queue_receive(own->queue, own->buffer, own->bytes, &length);
  if (error == 0) {
    take_message(sink, own->buffer, length);
  }
  return error;
}

const struct system boost_message_queue = {
    .name = name,
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SLEEP),
              [ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP),
              [MANY_TO_MANY] = BIT(SLEEP),
              [IDLE] = BIT(SLEEP)},
    .chooses_capacity = true,
    .open = open_queue,
    .close = close_queue,
    .send = send,
    .receive = receive,
};

#else

static const char *unavailable(const struct setting *setting) {
  (void)setting;
  return SHMQ_PEERS_NO_BOOST;
}

const struct system boost_message_queue = {
    .name = name,
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SLEEP)},
    .unavailable = unavailable,
};

#endif

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * boost::interprocess::message_queue for C. Results are as those of struct system.
 */
#ifndef SHMQ_PEERS_BOOST_QUEUE_H
#define SHMQ_PEERS_BOOST_QUEUE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Makes a queue for so many messages of so many bytes, without a name, in *queue. */
int boost_queue_open(size_t messages, size_t bytes, void **queue);
void boost_queue_close(void *queue);

/* Wait: asleep, or polling. */
int boost_queue_send(void *queue, const void *data, size_t bytes);
int boost_queue_receive(void *queue, void *buffer, size_t bytes, size_t *length);
int boost_queue_send_polling(void *queue, const void *data, size_t bytes);
int boost_queue_receive_polling(void *queue, void *buffer, size_t bytes, size_t *length);

/* Returns Boost's version, as in BOOST_LIB_VERSION. The text is static. */
const char *boost_queue_version(void);

#ifdef __cplusplus
}
#endif

#endif

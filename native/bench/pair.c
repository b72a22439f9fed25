/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the Java benchmark compares itself with: a put and a get of one message, over and over, as
 * a C program makes them.
 *
 * The functions are the native methods of io.shmq.bench.CPairs. Their parameters have the types of
 * the Java Native Interface in this ABI, so that no header of a JDK is needed.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "shmq.h"

#define MESSAGE_SIZE 64

struct jni_env;
struct jni_class;

int64_t Java_io_shmq_bench_CPairs_open(struct jni_env *env, struct jni_class *class);
int32_t Java_io_shmq_bench_CPairs_run(struct jni_env *env, struct jni_class *class, int64_t queue,
                                      int32_t pairs);
void Java_io_shmq_bench_CPairs_close(struct jni_env *env, struct jni_class *class, int64_t queue);

/* Makes a queue. Returns its handle, or a negative errno value, which no handle is. */
int64_t Java_io_shmq_bench_CPairs_open(struct jni_env *env, struct jni_class *class) {
  (void)env;
  (void)class;
  char name[SHMQ_NAME_MAX];
  snprintf(name, sizeof name, "bench-%ld-c", (long)getpid());
  struct shmq_options options = {.size = sizeof options};
  shmq *queue;
  int result = shmq_create(name, &options, &queue);
  if (result < 0) {
    return result;
  }
  /* The handle is enough: whatever ends the process, no name is left. */
  shmq_unlink(name);
  return (int64_t)(intptr_t)queue;
}

/* Puts and gets so many messages, one by one. Returns 0 or a negative errno value. */
int32_t Java_io_shmq_bench_CPairs_run(struct jni_env *env, struct jni_class *class, int64_t queue,
                                      int32_t pairs) {
  (void)env;
  (void)class;
  shmq *handle = (shmq *)(intptr_t)queue;
  unsigned char message[MESSAGE_SIZE] = {1};
  for (int32_t i = 0; i < pairs; i++) {
    int result = shmq_put(handle, message, sizeof message, SHMQ_FOREVER);
    if (result < 0) {
      return result;
    }
    ssize_t length = shmq_get(handle, message, sizeof message, SHMQ_FOREVER);
    if (length != MESSAGE_SIZE) {
      return length < 0 ? (int32_t)length : -EPROTO;
    }
  }
  return 0;
}

void Java_io_shmq_bench_CPairs_close(struct jni_env *env, struct jni_class *class, int64_t queue) {
  (void)env;
  (void)class;
  shmq_close((shmq *)(intptr_t)queue);
}

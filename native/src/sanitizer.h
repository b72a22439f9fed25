/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the thread sanitizer has to be told. In other builds all this is nothing.
 */
#ifndef SHMQ_SANITIZER_H
#define SHMQ_SANITIZER_H

#include <pthread.h>

#if defined(__SANITIZE_THREAD__)
#define THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define THREAD_SANITIZER 1
#endif
#endif

#if defined(THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>

/* Of the sanitizer's library; no header of it declares them. */
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
#endif

/* A mutex was taken by pthread_mutex_clocklock, which the sanitizer does not watch as it does the
 * other functions. */
static inline void sanitizer_locked(pthread_mutex_t *mutex) {
#if defined(THREAD_SANITIZER)
  __tsan_mutex_pre_lock(mutex, __tsan_mutex_try_lock);
  __tsan_mutex_post_lock(mutex, __tsan_mutex_try_lock, 0);
#else
  (void)mutex;
#endif
}

/* Between these, atomic loads may meet writes that are not atomic: the caller finds out afterwards
 * whether what was read is good. */
static inline void sanitizer_unsure_begin(void) {
#if defined(THREAD_SANITIZER)
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
#endif
}

static inline void sanitizer_unsure_end(void) {
#if defined(THREAD_SANITIZER)
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
#endif
}

#endif

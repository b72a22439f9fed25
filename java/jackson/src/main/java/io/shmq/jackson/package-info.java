/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Codecs for JSON and CBOR: {@link io.shmq.jackson.JacksonCodec}. */
package io.shmq.jackson;

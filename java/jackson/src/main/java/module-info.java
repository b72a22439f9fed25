/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Codecs of {@link io.shmq} for JSON and CBOR, by Jackson. */
module io.shmq.jackson {
  requires transitive io.shmq;
  requires static org.checkerframework.checker.qual;
  requires transitive tools.jackson.databind;
  requires tools.jackson.dataformat.cbor;

  exports io.shmq.jackson;
}

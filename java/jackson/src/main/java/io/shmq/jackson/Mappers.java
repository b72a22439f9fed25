/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jackson;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Mappers with Jackson's settings, but for the limits that a message has anyway. */
final class Mappers {
  /**
   * What can be put can be taken: Jackson limits what it reads, not what it writes, and a message
   * that cannot be read is lost. The length of a message bounds what is in it.
   */
  private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
      .maxStringLength(Integer.MAX_VALUE)
      .maxNameLength(Integer.MAX_VALUE)
      .maxNumberLength(Integer.MAX_VALUE)
      .build();

  static final ObjectMapper JSON =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build());

  static final ObjectMapper CBOR =
      new CBORMapper(CBORFactory.builder().streamReadConstraints(LIMITS).build());

  private Mappers() {}
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes results as JSON. All fields have to be there and no others: a figure with a
 * misspelt name would otherwise just be missing from the report.
 */
public final class ResultsFile {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .changeDefaultNullHandling(handling -> handling.withValueNulls(Nulls.FAIL))
      .build();

  private ResultsFile() {}

  /**
   * Writes results.
   *
   * @param file the file, which is replaced if it exists
   * @param results what it is to have
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Results results) throws IOException {
    Files.writeString(file, toJson(results), StandardCharsets.UTF_8);
  }

  /**
   * Returns results as JSON.
   *
   * @param results the results
   * @return the JSON, with a line break at its end
   */
  public static String toJson(Results results) {
    return MAPPER.writeValueAsString(results) + System.lineSeparator();
  }

  /**
   * Reads results.
   *
   * @param file the file
   * @return the results
   * @throws IOException if the file cannot be read
   * @throws ResultsException if it does not have results
   */
  public static Results read(Path file) throws IOException {
    try (InputStream json = Files.newInputStream(file)) {
      return read(json, file.toString());
    } catch (NoSuchFileException e) {
      throw new ResultsException(
          "There is no such file of results (file=" + file + "): run the benchmark first.", e);
    }
  }

  /**
   * Reads results, as from the output of a process.
   *
   * @param json the JSON; the caller closes it
   * @param source where it comes from, for messages
   * @return the results
   * @throws IOException if the stream fails
   * @throws ResultsException if it does not have results
   */
  public static Results read(InputStream json, String source) throws IOException {
    byte[] bytes = json.readAllBytes();
    Results results;
    try {
      results = MAPPER.readValue(bytes, Results.class);
    } catch (JacksonException e) {
      throw unreadable(source, e);
    }
    if (results == null) {
      throw new ResultsException(
          "There are no results (file=" + source + ", content=null): run the benchmark again.");
    }
    return results;
  }

  /**
   * Reads files whose results go into one report.
   *
   * @param files the files
   * @return their results, in the order of the files
   * @throws IOException if one of them cannot be read
   * @throws ResultsException if one does not have results, or if two are of different machines
   */
  public static List<Results> readAll(List<Path> files) throws IOException {
    List<Results> all = new ArrayList<>();
    for (Path file : files) {
      Results results = read(file);
      for (Results first : all) {
        requireSame(files.get(0), first.run().machine(), file, results.run().machine());
      }
      all.add(results);
    }
    return all;
  }

  private static void requireSame(Path first, Machine machine, Path file, Machine other) {
    if (!machine.isSame(other)) {
      throw new ResultsException("Results of different machines do not compare ("
          + first
          + ": "
          + machine
          + ", "
          + file
          + ": "
          + other
          + "): make one report of each machine.");
    }
  }

  private static ResultsException unreadable(String source, JacksonException e) {
    String field = e instanceof DatabindException ? FieldPath.of((DatabindException) e) : "";
    return new ResultsException(
        "These are not results of the benchmark (file="
            + source
            + (field.isEmpty() ? "" : ", field=" + field)
            + ", line="
            + e.getLocation().getLineNr()
            + ": "
            + e.getOriginalMessage()
            + "): run the benchmark and the report from the same version of shmq, or correct the"
            + " field.",
        e);
  }
}

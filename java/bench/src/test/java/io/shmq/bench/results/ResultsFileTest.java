/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsFileTest {
  private static final String JSON = """
      {
        "run": {
          "started": "2026-11-23T10:00:00Z",
          "machine": {
            "processor": "AMD EPYC",
            "processors": 2,
            "kernel": "6.18.44",
            "java": "25.0.3",
            "compiler": null
          },
          "rounds": 3,
          "command": "shmq-bench-peers --rounds=3"
        },
        "unavailable": [
          {
            "system": "POSIX message queue",
            "reason": "more messages at a time than allowed"
          }
        ],
        "measurements": [
          {
            "system": "shmq",
            "language": "Java",
            "scope": "processes",
            "work": "round-trip",
            "wait": "spin",
            "messageBytes": 64,
            "producers": 1,
            "consumers": 1,
            "capacityBytes": 1048576,
            "round": 2,
            "perSecond": null,
            "messages": 750000,
            "seconds": 1.5,
            "windows": 3,
            "discardedWindows": 1,
            "noisy": false,
            "latencyNanos": {
              "50": 150,
              "90": 160.5,
              "99": 200,
              "99.9": 300,
              "99.99": 4000,
              "max": 50000
            },
            "intervalNanos": 2000,
            "processorShare": null,
            "lineNanosBefore": 140.1,
            "lineNanosAfter": 139.5,
            "failure": null
          }
        ]
      }
      """;

  private static final Results RESULTS = new Results(
      new Run(
          Instant.parse("2026-11-23T10:00:00Z"),
          new Machine("AMD EPYC", 2, "6.18.44", "25.0.3", null),
          3,
          "shmq-bench-peers --rounds=3"),
      List.of(new Unavailable("POSIX message queue", "more messages at a time than allowed")),
      List.of(new Measurement(
          "shmq",
          Language.JAVA,
          Scope.PROCESSES,
          Work.ROUND_TRIP,
          Wait.SPIN,
          64,
          1,
          1,
          1048576L,
          2,
          null,
          750000,
          1.5,
          3,
          1,
          false,
          new Latency(150, 160.5, 200, 300, 4000, 50000),
          2000.0,
          null,
          140.1,
          139.5,
          null)));

  @TempDir
  Path folder;

  @Test
  void theJsonOfBothProgramsIsRead() throws Exception {
    assertEquals(RESULTS, ResultsFile.read(file(JSON)));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = folder.resolve("written.json");
    ResultsFile.write(file, RESULTS);
    assertEquals(RESULTS, ResultsFile.read(file));
  }

  @Test
  void theWrittenJsonIsThatOfBothPrograms() {
    String expected = JSON.replace(": 150,", ": 150.0,")
        .replace(": 200,", ": 200.0,")
        .replace(": 300,", ": 300.0,")
        .replace(": 4000,", ": 4000.0,")
        .replace(": 50000\n", ": 50000.0\n")
        .replace(": 2000,", ": 2000.0,");
    assertEquals(withoutSpace(expected), withoutSpace(ResultsFile.toJson(RESULTS)));
  }

  private static String withoutSpace(String json) {
    return json.replaceAll("\\s", "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          "perSecond": null,         | ``                        | measurements[0].perSecond      | perSecond
          "noisy": false,            | "noisy": false, "nois": 1, | measurements[0].nois | nois
          "windows": 3,              | "windows": null,          | measurements[0].windows        | null
          "windows": 3,              | "windows": "3",           | measurements[0].windows        | String
          "windows": 3,              | "windows": 2.5,           | measurements[0].windows        | 2.5
          "wait": "spin",            | "wait": "busy",           | measurements[0].wait           | busy
          "system": "shmq",          | "system": null,           | measurements[0].system         | null
          "round": 2,                | "round": 0,               | measurements[0]                | round=0
          "lineNanosBefore": 140.1,  | "lineNanosBefore": -1,    | measurements[0]                | lineNanosBefore=-1
          "99": 200,                 | "99": 20,                 | measurements[0].latencyNanos   | 90=160.5, 99=20
          "work": "round-trip",      | "work": "one-way",        | measurements[0]                | perSecond=NaN
          2026-11-23T10:00:00Z       | today                     | run.started                    | today
          "compiler": null           | "compiler": null, "os": 1 | run.machine.os                 | os
          """)
  void aWrongFieldIsNamed(String good, String bad, String field, String why) throws Exception {
    assertTrue(JSON.contains(good), good);
    Path file = file(JSON.replace(good, bad));
    String message =
        assertThrows(ResultsException.class, () -> ResultsFile.read(file)).getMessage();
    assertContains(message, "file=" + file);
    assertContains(message, "field=" + field);
    assertContains(message, why);
    assertContains(message, "or correct the field.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          ``           | end-of-input
          {"run": 1    | line=1
          null         | null
          oops         | oops
          {"run": 1, "run": 2} | run
          """)
  void whatIsNotJsonIsRefused(String json, String why) throws Exception {
    Path file = file(json);
    String message =
        assertThrows(ResultsException.class, () -> ResultsFile.read(file)).getMessage();
    assertContains(message, "file=" + file);
    assertContains(message, why);
  }

  @Test
  void nothingFollowsTheResults() throws Exception {
    Path file = file(JSON + JSON);
    assertThrows(ResultsException.class, () -> ResultsFile.read(file));
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("nowhere.json");
    String message =
        assertThrows(ResultsException.class, () -> ResultsFile.read(file)).getMessage();
    assertContains(message, "file=" + file);
    assertContains(message, "run the benchmark first");
  }

  @Test
  void severalFilesOfOneMachineAreRead() throws Exception {
    Path first = file(JSON);
    Path second = Files.writeString(
        folder.resolve("second.json"),
        JSON.replace("\"25.0.3\"", "null").replace("null\n", "\"gcc 12\"\n"));
    List<Results> all = ResultsFile.readAll(List.of(first, second));
    assertEquals(2, all.size());
    assertEquals(RESULTS, all.get(0));
    assertEquals(null, all.get(1).run().machine().java());
  }

  @Test
  void filesOfDifferentMachinesAreRefused() throws Exception {
    Path first = file(JSON);
    Path second = Files.writeString(folder.resolve("second.json"), JSON.replace("EPYC", "Ryzen"));
    String message = assertThrows(
            ResultsException.class, () -> ResultsFile.readAll(List.of(first, second)))
        .getMessage();
    assertContains(message, first.toString());
    assertContains(message, second.toString());
    assertContains(message, "AMD Ryzen");
    assertContains(message, "make one report of each machine");
  }

  @Test
  void aMeasurementMovesToAnotherRound() {
    Measurement measurement = RESULTS.measurements().get(0);
    assertEquals(7, measurement.inRound(7).round());
    assertEquals(measurement, measurement.inRound(7).inRound(2));
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("results.json"), json);
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), "no \"" + part + "\" in: " + text);
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.ResultsFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir
  static Path folder;

  private static List<Path> files;
  private static Document page;

  @BeforeAll
  static void report() throws Exception {
    files = List.of(sample("java.json"), sample("native.json"));
    page = parse(Report.write(files, folder.resolve("report")));
  }

  @Test
  void thePageIsWellFormed() throws Exception {
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    parser.parseInput(Files.readString(folder.resolve("report/index.html")), "");
    assertEquals(List.of(), parser.getErrors());
    assertEquals("en", page.expectFirst("html").attr("lang"));
  }

  @Test
  void whatCouldNotBeMeasuredIsNamedWithTheReason() {
    assertEquals(
        "boost::interprocess::message_queue: Boost's <headers> were not found",
        page.expectFirst("#unavailable li").text());
  }

  @Test
  void failuresComeFirstAndTheirTextIsEscaped() {
    Element section = page.expectFirst("section");
    assertEquals("failures", section.id());
    assertEquals("Failures: 1", section.expectFirst("h2").text());
    String failure = section.expectFirst("li").text();
    assertTrue(failure.startsWith("Chronicle Queue (Java), one way"), failure);
    assertTrue(failure.endsWith("The receiver got message 17 <instead of 16>."), failure);
  }

  @Test
  void withoutFailuresThereIsNoSectionOfThem() throws Exception {
    Document good = parse(Report.write(files.subList(1, 2), folder.resolve("good")));
    assertTrue(good.select("#failures").isEmpty());
  }

  @Test
  void everySystemIsInATable() throws Exception {
    Set<String> names = page.select("#figures tbody th").stream()
        .map(Element::text)
        .collect(Collectors.toCollection(TreeSet::new));
    for (Path file : files) {
      for (Measurement measurement : ResultsFile.read(file).measurements()) {
        assertTrue(
            names.stream().anyMatch(name -> name.startsWith(measurement.system() + " (")),
            measurement.system() + " in " + names);
      }
    }
  }

  @Test
  void aRowHasItsMedianAndRatio() {
    // 0.9e8 and 1.08e8 of ours at the better capacity: 6/9 and 6/10.8.
    assertEquals(
        List.of(
            "spinning",
            "1 MiB",
            "60.0 M/s",
            "60.0 M/s",
            "60.0 M/s",
            "0.611 (0.556–0.667)",
            "3.84 GB/s",
            "2",
            "6",
            "2",
            "near ×2",
            "other work ran in windows kept in 1"),
        cells("One way, 64 B", "Agrona OneToOneRingBuffer (Java)"));
    assertEquals(
        List.of(
            "spinning",
            "–",
            "3.70 M/s",
            "3.70 M/s",
            "3.70 M/s",
            "0.041 (0.041–0.041)",
            "237 MB/s",
            "2",
            "3",
            "2",
            "near ×2",
            "failed in 1"),
        cells("One way, 64 B", "Chronicle Queue (Java)"));
  }

  @Test
  void theBestRowIsTheFirst() {
    assertEquals(
        "shmq, claimed (Java)", table("One way, 64 B").expectFirst("tbody th").text());
    assertEquals(
        "cache line (C)",
        table("Round trip, 64 B, spinning").expectFirst("tbody th").text());
  }

  @Test
  void goalsAreReachedMissedOrNotMeasured() {
    assertGoal("64 B one way", "Claimed ends, one by one", "1.650", "reached");
    assertGoal("64 KiB one way", "By copy", "0.800", "missed");
    assertGoal("64 B round trip, spinning", "Claimed ends, median", "1.067", "reached");
    assertGoal("64 B many to many", "20/20 against boost", "2.000", "missed");
    assertGoal("64 B many to many", "20/20 against Python", "–", "not measured");
    assertGoal("Idle", "A blocked consumer's share of a core", "0.0004", "reached");
  }

  @Test
  void theCountsAreThoseOfTheRows() {
    for (String verdict : List.of("reached", "missed", "not measured")) {
      long rows = page.select("#goals tbody tr").stream()
          .filter(row -> row.child(9).text().equals(verdict))
          .count();
      assertTrue(rows > 0, verdict);
      String count = rows + " " + verdict;
      assertTrue(page.expectFirst("main > p").text().contains(count), count);
    }
  }

  @Test
  void bothRunsAndTheirMachineAreThere() {
    List<String> rows = page.select("#runs tbody tr").eachText();
    assertEquals(2, rows.size());
    assertTrue(rows.get(0).contains("AMD EPYC 2 6.18.44 25.0.3 – 2 26"), rows.get(0));
    assertTrue(rows.get(1).endsWith("gcc 12.2.0 2 8 bench <native.json>"), rows.get(1));
  }

  @Test
  void everyMeasurementHasItsDistance() {
    List<String> distances = page.select("#distances tbody td:last-child").eachText();
    assertEquals(34, distances.size());
    assertEquals(1, distances.stream().filter("far"::equals).count());
    assertEquals(33, distances.stream().filter("near"::equals).count());
  }

  @Test
  void everyPlotIsAPictureOfSomethingAndDescribed() throws Exception {
    List<String> sources = page.select("img").eachAttr("src");
    assertEquals(
        List.of(
            "throughput-java.png",
            "throughput-native.png",
            "latency-spin-java.png",
            "latency-spin-native.png",
            "latency-sleep-java.png",
            "latency-sleep-native.png",
            "scaling.png",
            "capacity-java.png",
            "capacity-native.png"),
        sources);
    assertFalse(page.select("img").eachAttr("alt").contains(""));
    for (String source : sources) {
      BufferedImage image =
          ImageIO.read(folder.resolve("report").resolve(source).toFile());
      assertNotNull(image, source);
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      assertTrue(Arrays.stream(pixels).distinct().limit(3).count() > 2, source);
    }
  }

  @Test
  void theCommandWritesTheSame() throws Exception {
    Path other = folder.resolve("command");
    assertEquals(
        0,
        Report.execute("--out=" + other, files.get(0).toString(), files.get(1).toString()));
    assertEquals(
        Files.readString(folder.resolve("report/index.html")),
        Files.readString(other.resolve("index.html")));
  }

  @Test
  void aFileThatIsNotThereEndsTheCommandWithAFailure() {
    assertEquals(
        1, Report.execute("--out=" + folder, folder.resolve("nowhere.json").toString()));
    assertEquals(2, Report.execute());
  }

  private static void assertGoal(String topic, String text, String ratio, String verdict) {
    Element row = page.select("#goals tbody tr").stream()
        .filter(
            each -> each.child(0).text().equals(topic) && each.child(1).text().equals(text))
        .findFirst()
        .orElseThrow();
    assertEquals(ratio, row.child(5).text(), text);
    assertEquals(verdict, row.child(9).text(), text);
  }

  private static List<String> cells(String caption, String name) {
    return table(caption).select("tbody tr").stream()
        .filter(row -> row.child(0).text().equals(name))
        .findFirst()
        .orElseThrow()
        .select("td")
        .eachText();
  }

  private static Element table(String caption) {
    return page.select("#figures table").stream()
        .filter(table -> table.expectFirst("caption").text().equals(caption))
        .findFirst()
        .orElseThrow();
  }

  private static Document parse(Path file) throws IOException {
    return Jsoup.parse(file);
  }

  private static Path sample(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ReportTest.class.getResource(name), name).toURI());
  }
}

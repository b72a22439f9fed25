/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A property that does not hold is reported with few steps, and with what it takes to see it again. */
@Tag("deployment")
class PropertyReportTest {
  private static final Pattern SEED = Pattern.compile("seed = (-?\\d+)");
  private static final Pattern SHRUNK =
      Pattern.compile("Shrunk Sample.*?ActionChain\\[FAILED]: (\\[\".*?\"])", Pattern.DOTALL);

  /** Lets the property fail, and returns what is said about it. */
  private static String report(Path directory) {
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(FaultyQueueProperties.class))
        .filters(EngineFilter.includeEngines("jqwik"))
        .configurationParameter("jqwik.database", directory.resolve("database").toString())
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .build();
    StringBuilder report = new StringBuilder();
    LauncherFactory.create().execute(request, new TestExecutionListener() {
      @Override
      public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        report.append(entry.getKeyValuePairs());
      }

      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
          report.append(result.getStatus());
        }
      }
    });
    return report.toString();
  }

  private static String find(Pattern pattern, String report) {
    Matcher matcher = pattern.matcher(report);
    assertTrue(matcher.find(), () -> pattern + " is not in: " + report);
    return matcher.group(1);
  }

  @Test
  void failureIsShrunkAndHappensAgainWithItsSeed(@TempDir Path directory) {
    String first = report(directory);
    assertTrue(first.endsWith("FAILED"), first);
    String steps = find(SHRUNK, first);
    assertTrue(steps.matches("\\[\"user .: put[^\"]*\", \"user .: lose\"]"), steps);
    String again = report(directory);
    assertEquals(find(SEED, first), find(SEED, again));
    assertEquals(steps, find(SHRUNK, again));
  }
}

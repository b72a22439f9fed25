/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** A picture of figures, and the words for it. */
public final class Plot {
  private final String file;
  private final String title;
  private final String description;
  private final IChart chart;

  Plot(String file, String title, String description, IChart chart) {
    this.file = file;
    this.title = title;
    this.description = description;
    this.chart = chart;
  }

  /**
   * Returns the name of its file.
   *
   * @return the name, with its ending
   */
  public String file() {
    return file;
  }

  /**
   * Returns what it shows.
   *
   * @return its title
   */
  public String title() {
    return title;
  }

  /**
   * Returns how it shows it.
   *
   * @return its description, for those who do not see it, too
   */
  public String description() {
    return description;
  }

  /**
   * Draws it into a file.
   *
   * @param folder the folder of the file
   * @throws IOException if the file cannot be written
   */
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve(file), ChartEncoder.getBytes(chart, "png"));
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report;

import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.plots.Plot;
import io.shmq.bench.report.plots.Plots;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.ResultsException;
import io.shmq.bench.results.ResultsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes a page of HTML and plots of what the benchmark against peers measured.")
public final class Report implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "report",
      description = "The folder for the page and the plots (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("report");

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "What the benchmark wrote, in Java or in C; all of one machine.")
  private List<Path> files = List.of();

  private Report() {}

  /**
   * Makes the report and ends the process with status 0, or 1 if that failed, or 2 if the arguments
   * are wrong.
   *
   * @param args options and files
   */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Makes the report and returns the exit status. */
  static int execute(String... args) {
    return new CommandLine(new Report())
        .setExecutionExceptionHandler((e, command, parsed) -> {
          if (!(e instanceof ResultsException)) {
            throw e;
          }
          System.err.println(e.getMessage());
          return command.getCommandSpec().exitCodeOnExecutionException();
        })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    System.out.println("report: " + write(files, folder));
    return 0;
  }

  /**
   * Makes a report.
   *
   * @param files what the benchmark wrote
   * @param folder where the page and the plots go; it is made if it does not exist
   * @return the page
   * @throws IOException if a file cannot be read or written
   * @throws ResultsException if a file does not have results, or the files are of different machines
   */
  public static Path write(List<Path> files, Path folder) throws IOException {
    // There is no screen where benchmarks run.
    System.setProperty("java.awt.headless", "true");
    List<Results> runs = ResultsFile.readAll(files);
    List<Plot> plots = Plots.of(Samples.of(runs));
    Files.createDirectories(folder);
    for (Plot plot : plots) {
      plot.write(folder);
    }
    Path page = folder.resolve("index.html");
    return Files.writeString(page, Page.of(runs, plots).html(), StandardCharsets.UTF_8);
  }
}

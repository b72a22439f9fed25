/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report;

import java.util.List;

/**
 * A table of the page.
 *
 * @param caption what it is about
 * @param note what to know to read it
 * @param columns the headings of its columns
 * @param rows its rows
 */
record Table(String caption, String note, List<Column> columns, List<Row> rows) {
  /**
   * A column.
   *
   * @param heading its heading
   * @param style "number", or empty for text
   */
  record Column(String heading, String style) {}

  /**
   * A row.
   *
   * @param style "ours", or empty
   * @param name its heading
   * @param cells what follows
   */
  record Row(String style, String name, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param text its text
   * @param style "number", or empty for text
   */
  record Cell(String text, String style) {}

  static Column text(String heading) {
    return new Column(heading, "");
  }

  static Column number(String heading) {
    return new Column(heading, "number");
  }

  static Cell textCell(String text) {
    return new Cell(text, "");
  }

  static Cell numberCell(String text) {
    return new Cell(text, "number");
  }
}

/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Names;
import io.shmq.bench.report.figures.Spread;
import io.shmq.bench.report.figures.Units;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.internal.series.MarkerSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How plots look. Lines differ by colour, by marker and by stroke, so that no colour alone tells
 * them apart; the colours are those of Okabe and Ito, which colour-blind readers tell apart, too.
 */
final class Look {
  static final int WIDTH = 1200;
  static final int HEIGHT = 720;

  private static final Color GRID = new Color(0xdddddd);
  private static final Color INK = new Color(0x222222);
  private static final Color LIMIT = Color.BLACK;
  private static final List<Color> OURS =
      List.of(new Color(0x0072b2), new Color(0x56b4e9), new Color(0x003f7f), new Color(0x2a9df4));
  private static final List<Color> PEERS = List.of(
      new Color(0xd55e00),
      new Color(0x009e73),
      new Color(0xe69f00),
      new Color(0xcc79a7),
      new Color(0x7f7f7f));
  private static final List<Marker> MARKERS = List.of(
      SeriesMarkers.CIRCLE,
      SeriesMarkers.SQUARE,
      SeriesMarkers.TRIANGLE_UP,
      SeriesMarkers.DIAMOND,
      SeriesMarkers.TRIANGLE_DOWN,
      SeriesMarkers.CROSS,
      SeriesMarkers.PLUS);
  private static final List<float[]> DASHES =
      List.of(new float[] {1, 0}, new float[] {9, 5}, new float[] {2, 4});
  private static final float OUR_WIDTH = 3.5F;
  private static final float PEER_WIDTH = 1.8F;

  private final Iterator<Color> ours = endless(OURS);
  private final Iterator<Color> peers = endless(PEERS);
  private final Iterator<Marker> markers = endless(MARKERS);
  private final Iterator<float[]> ourDashes = slowly(DASHES, OURS.size());
  private final Iterator<float[]> peerDashes = slowly(DASHES, PEERS.size());

  private static <T extends Object> Iterator<T> endless(List<T> all) {
    return Stream.generate(() -> all).flatMap(List::stream).iterator();
  }

  /** Each of them so many times before the next. */
  private static <T extends Object> Iterator<T> slowly(List<T> all, int times) {
    return Stream.generate(() -> all)
        .flatMap(List::stream)
        .flatMap(each -> Stream.generate(() -> each).limit(times))
        .iterator();
  }

  static void apply(AxesChartStyler styler) {
    styler.setBaseFont(font(Font.PLAIN, 15));
    styler.setChartTitleFont(font(Font.BOLD, 20));
    styler.setAxisTitleFont(font(Font.PLAIN, 16));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 15));
    styler.setLegendFont(font(Font.PLAIN, 14));
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(GRID);
    styler.setLegendSeriesLineLength(40);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotBorderVisible(false);
    styler.setMarkerSize(9);
    styler.setYAxisLogarithmic(true);
  }

  /** Lets the axis begin and end at powers of ten, which are those that have labels. */
  static void range(AxesChartStyler styler, Spread figures) {
    styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(figures.lowest()))));
    styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(figures.highest()))));
  }

  static String rate(double perSecond) {
    return plain(Units.rate(perSecond));
  }

  static String bytes(double perSecond) {
    return plain(Units.bytesPerSecond(perSecond));
  }

  static String time(double nanos) {
    return plain(Units.time(nanos));
  }

  /** A power of ten needs no places behind the point. */
  private static String plain(String figure) {
    return figure.replaceFirst("\\.0+ ", " ");
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Gives a system's line its own look; ours are thicker. */
  void apply(MarkerSeries series, String system) {
    boolean our = system.startsWith(Names.OURS);
    boolean limit = system.equals(Names.CACHE_LINE) || system.equals(Names.FUTEX);
    Color color = limit ? LIMIT : (our ? ours : peers).next();
    float[] dash = limit ? new float[] {6, 6} : (our ? ourDashes : peerDashes).next();
    series.setMarker(markers.next());
    series.setMarkerColor(color);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(
        our ? OUR_WIDTH : PEER_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0));
  }
}

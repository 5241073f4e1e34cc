package org.bcnn.tasks.report.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws plots as SVG to stand in a page: XChart draws, and the colours it drew with become those
 * that the page has, in light or in dark. Stateless.
 */
final class SvgPlot {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 290;
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final int VEIL = 70;
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final Pattern BETWEEN = Pattern.compile(">\\s+<");
  private static final Pattern CLIP = Pattern.compile("<defs>.*?</defs>|clip-path=\"[^\"]*\"");
  private static final Pattern SIZE =
      Pattern.compile("<svg [^>]*viewBox=\"([^\"]*)\"[^>]*>", Pattern.DOTALL);

  private SvgPlot() {}

  static String draw(Plot plot) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(plot.x().title())
            .yAxisTitle(plot.y().title())
            .build();
    style(chart.getStyler());
    range(chart.getStyler(), plot);
    for (int i = 0; i < plot.series().size(); i++) {
      add(chart, i + " " + plot.series().get(i).name(), plot.series().get(i), plot.x().kind());
    }
    return inPage(svg(chart), plot);
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(NOTHING).setPlotBackgroundColor(NOTHING);
    styler.setPlotBorderVisible(false).setLegendVisible(false).setChartTitleVisible(false);
    styler.setChartFontColor(Ink.TEXT.light());
    styler.setPlotGridLinesColor(Ink.GRID.light());
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickLabelsFont(SMALL).setAxisTitleFont(SMALL);
    styler.setAxisTickMarksColor(Ink.GRID.light());
    styler.setXAxisTickLabelsColor(Ink.MUTED.light());
    styler.setYAxisTickLabelsColor(Ink.MUTED.light());
    styler.setXAxisTitleColor(Ink.TEXT.light());
    styler.setYAxisTitleColor(Ink.TEXT.light());
    styler.setChartPadding(4);
    styler.setMarkerSize(6);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(45);
  }

  private static void range(XYStyler styler, Plot plot) {
    if (!Double.isNaN(plot.x().least())) {
      styler.setXAxisMin(plot.x().least()).setXAxisMax(plot.x().most());
    }
    if (!Double.isNaN(plot.y().least())) {
      styler.setYAxisMin(plot.y().least()).setYAxisMax(plot.y().most());
    }
    styler.setYAxisLogarithmic(plot.y().kind() == Axis.Kind.LOGARITHMIC);
    styler.setXAxisTicksVisible(plot.x().kind() != Axis.Kind.PLACES);
    if (plot.x().kind() == Axis.Kind.LOGARITHMIC) {
      styler.setXAxisLogarithmic(true).setXAxisDecimalPattern("#,###.###");
    } else {
      styler.setxAxisTickLabelsFormattingFunction(value -> label(plot.x(), value));
    }
    if (plot.y().kind() != Axis.Kind.LOGARITHMIC) {
      // On a logarithmic axis, XChart would put labels of its own at the places of a linear one.
      styler.setyAxisTickLabelsFormattingFunction(Numbers::tick);
    }
  }

  private static String label(Axis axis, double value) {
    if (axis.kind() == Axis.Kind.WHOLE && value != Math.rint(value)) {
      return "";
    }
    return Numbers.tick(value);
  }

  private static void add(XYChart chart, String name, Series of, Axis.Kind kind) {
    double[] places = kind == Axis.Kind.LINEAR ? uneven(of.x()) : of.x();
    XYSeries series =
        of.error().length == 0
            ? chart.addSeries(name, places, of.y())
            : chart.addSeries(name, places, of.y(), of.error());
    Color colour = of.ink().light();
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    boolean marked = of.look() == Series.Look.MARKED || of.look() == Series.Look.POINTS;
    series.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(
        of.look() == Series.Look.DASHED
            ? new BasicStroke(
                1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0)
            : new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    if (of.look() == Series.Look.BARS) {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
      series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), VEIL));
    } else if (of.look() == Series.Look.POINTS) {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    } else {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    }
  }

  /**
   * XChart labels some of the places of points themselves where these are at even distances,
   * however crooked they are, and round numbers elsewhere; so the last one is moved by what nobody
   * can see.
   */
  private static double[] uneven(double[] places) {
    double[] moved = places.clone();
    int last = moved.length - 1;
    moved[last] += 1e-6 * (moved[last] - moved[0]);
    return moved;
  }

  private static String svg(XYChart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException impossible) {
      throw new AssertionError("memory can always be written to", impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Makes a part of a page of a file of its own: without prologue, without clips, whose names would
   * be those of other plots too, with fewer digits and with the colours of the page.
   */
  private static String inPage(String file, Plot plot) {
    String svg = BETWEEN.matcher(file.substring(file.indexOf("<svg"))).replaceAll("><");
    svg = CLIP.matcher(svg).replaceAll("");
    svg = FRACTION.matcher(svg).replaceAll(SvgPlot::rounded);
    svg =
        SIZE.matcher(svg)
            .replaceFirst(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"$1\" role=\"img\" aria-label=\""
                    + Matcher.quoteReplacement(Html.escape(plot.alt()))
                    + "\">");
    for (Ink ink : Ink.values()) {
      svg = svg.replace(ink.svg(), ink.css());
    }
    return svg;
  }

  private static String rounded(MatchResult number) {
    return new BigDecimal(number.group())
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}

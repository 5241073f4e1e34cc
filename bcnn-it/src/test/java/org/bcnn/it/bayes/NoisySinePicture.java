package org.bcnn.it.bayes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws {@code docs/images/noisy-sine.png}: {@code ./mvnw -Dquick -pl bcnn-it -am
 * -Dtest=NoisySinePicture -Dsurefire.failIfNoSpecifiedTests=false -Dbcnn.pictures=$PWD/docs/images
 * test}.
 */
class NoisySinePicture {
  private static final double[] PLACES = new double[161];
  private static final Color DATA = new Color(0x99, 0x99, 0x99);
  private static final Color MEAN = new Color(0x00, 0x00, 0x00);
  private static final Color EPISTEMIC = new Color(0xd5, 0x5e, 0x00);
  private static final Color ALEATORIC = new Color(0x00, 0x72, 0xb2);
  private static final Color TRUTH = new Color(0x00, 0x9e, 0x73);

  @Test
  @EnabledIfSystemProperty(named = "bcnn.pictures", matches = ".+")
  void draw() throws IOException {
    for (int i = 0; i < PLACES.length; i++) {
      PLACES[i] = -4 + 0.05 * i;
    }
    NoisySine data = new NoisySine();
    NoisySine.Prediction predicted = data.predict("tf", PLACES);
    Path folder = Files.createDirectories(Path.of(System.getProperty("bcnn.pictures")));
    BitmapEncoder.saveBitmap(
        List.of(fit(data, predicted), deviations(data, predicted)),
        2,
        1,
        folder.resolve("noisy-sine.png").toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }

  private static XYChart chart(String title, String yTitle, double least, double most) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(430)
            .theme(ChartTheme.Matlab)
            .title(title)
            .xAxisTitle("x (data from −2 to 2)")
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisMin(-4.0).setXAxisMax(4.0);
    chart.getStyler().setYAxisMin(least).setYAxisMax(most);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    chart.getStyler().setMarkerSize(4);
    return chart;
  }

  private static double[] values(IntToDoubleFunction value) {
    double[] values = new double[PLACES.length];
    Arrays.setAll(values, value);
    return values;
  }

  private static void scatter(XYChart chart, String name, double[] x, double[] y) {
    XYSeries points = chart.addSeries(name, x, y);
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(DATA);
  }

  private static XYSeries line(
      XYChart chart, String name, double[] y, Color color, boolean dashed) {
    XYSeries series = chart.addSeries(name, PLACES, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(
        dashed
            ? new BasicStroke(
                1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0)
            : new BasicStroke(2));
    return series;
  }

  private static XYChart fit(NoisySine data, NoisySine.Prediction predicted) {
    XYChart chart =
        chart("Sine with noise that changes: mean and two standard deviations", "y", -6, 6);
    scatter(chart, "data", data.x, data.y);
    line(chart, "true mean", values(i -> NoisySine.sine(PLACES[i])), TRUTH, true);
    line(chart, "mean", predicted.mean(), MEAN, false);
    for (int sign : new int[] {1, -1}) {
      double[] epistemic = values(i -> predicted.mean()[i] + sign * 2 * predicted.epistemic()[i]);
      double[] total =
          values(
              i ->
                  predicted.mean()[i]
                      + sign * 2 * Math.hypot(predicted.epistemic()[i], predicted.aleatoric()[i]));
      String name = sign == 1 ? "± 2 " : "− 2 ";
      line(chart, name + "epistemic", epistemic, EPISTEMIC, false).setShowInLegend(sign == 1);
      line(chart, name + "total", total, ALEATORIC, false).setShowInLegend(sign == 1);
    }
    return chart;
  }

  private static XYChart deviations(NoisySine data, NoisySine.Prediction predicted) {
    XYChart chart = chart("Where the uncertainty comes from", "standard deviation", 0, 0.5);
    scatter(chart, "data", data.x, new double[data.x.length]);
    line(chart, "epistemic", predicted.epistemic(), EPISTEMIC, false);
    line(chart, "aleatoric", predicted.aleatoric(), ALEATORIC, false);
    line(chart, "true noise", values(i -> NoisySine.noise(PLACES[i])), TRUTH, true);
    return chart;
  }
}

package io.drinkd.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Figures over an axis, a line each, as an SVG picture. */
public final class LineChart {

  private final String title;
  private final String axis;
  private final boolean logarithmic;
  private final Map<String, TreeMap<Double, Double>> lines = new LinkedHashMap<>();

  /**
   * @param axis what the places are
   * @param logarithmic whether the axis is
   */
  public LineChart(String title, String axis, boolean logarithmic) {
    this.title = title;
    this.axis = axis;
    this.logarithmic = logarithmic;
  }

  /** Adds a point to a line. */
  public void add(String line, double place, double value) {
    lines.computeIfAbsent(line, key -> new TreeMap<>()).put(place, value);
  }

  /** Writes it, replacing what was there. */
  public void write(Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder().width(760).height(420).title(title).xAxisTitle(axis).build();
    chart.getStyler().setXAxisLogarithmic(logarithmic);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    lines.forEach(
        (name, points) ->
            chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values())));
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}

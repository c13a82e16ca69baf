package io.drinkd.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** One figure of each server as a bar, as an SVG picture. */
public final class BarChart {

  private final String title;
  private final Map<String, Double> bars = new LinkedHashMap<>();

  public BarChart(String title) {
    this.title = title;
  }

  /** Adds a bar to the right of the others. */
  public void add(String server, double figure) {
    bars.put(server, figure);
  }

  /** Writes it, replacing what was there. */
  public void write(Path file) throws IOException {
    CategoryChart chart = new CategoryChartBuilder().width(760).height(420).title(title).build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.addSeries(title, List.copyOf(bars.keySet()), List.copyOf(bars.values()));
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}

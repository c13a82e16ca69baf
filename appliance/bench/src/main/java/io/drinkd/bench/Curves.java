package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures over the same axis, one panel below the other, each from zero, as one SVG picture. */
final class Curves {

  private static final int LEFT = 70;
  private static final int WIDTH = 700;
  private static final int HEIGHT = 120;
  private static final int GAP = 45;

  private final String title;
  private final String axis;
  private final List<Double> places;
  private final Map<String, List<Double>> curves = new LinkedHashMap<>();

  /**
   * @param places where on the axis the values of each curve stand
   */
  Curves(String title, String axis, List<Double> places) {
    this.title = title;
    this.axis = axis;
    this.places = places;
  }

  void add(String name, List<Double> values) {
    curves.put(name, values);
  }

  void write(Path file) throws IOException {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"
              font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="white"/>
            <text x="20" y="20" font-size="14">%s</text>
            """
                .formatted(LEFT + WIDTH + 30, GAP + curves.size() * (HEIGHT + GAP) + 10, title));
    int top = GAP;
    for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
      panel(svg, top, curve.getKey(), curve.getValue());
      top += HEIGHT + GAP;
    }
    Files.writeString(file, svg.append("</svg>\n"));
  }

  private void panel(StringBuilder svg, int top, String name, List<Double> values) {
    double high = 1.1 * values.stream().max(Double::compare).orElse(1.0);
    double end = places.get(places.size() - 1);
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\">%s</text>"
                + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ddd\"/>"
                + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>"
                + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>"
                + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f %s</text>%n",
            LEFT,
            top - 6,
            name,
            LEFT,
            top,
            WIDTH,
            HEIGHT,
            LEFT - 6,
            top + 10,
            high,
            LEFT - 6,
            top + HEIGHT,
            LEFT + WIDTH,
            top + HEIGHT + 16,
            end,
            axis));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      points.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              LEFT + WIDTH * places.get(i) / end,
              top + HEIGHT * (1 - values.get(i) / high)));
    }
    svg.append(
        "<polyline fill=\"none\" stroke=\"#1f77b4\" stroke-width=\"2\" points=\"%s\"/>%n"
            .formatted(points.toString().strip()));
  }
}

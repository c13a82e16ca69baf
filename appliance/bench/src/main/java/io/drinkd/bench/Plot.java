package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Throughput and p99 over the number of connections, a line a server, as one SVG picture. */
final class Plot {

  private static final List<String> COLOURS =
      List.of("#d62728", "#1f77b4", "#aec7e8", "#2ca02c", "#9467bd", "#e0a800", "#555555");
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int MARGIN = 60;

  private record Point(double rate, double p99Millis) {}

  private final String title;
  private final Map<String, TreeMap<Integer, Point>> lines = new LinkedHashMap<>();

  Plot(String title) {
    this.title = title;
  }

  void add(String server, int clients, double rate, double p99Millis) {
    lines.computeIfAbsent(server, key -> new TreeMap<>()).put(clients, new Point(rate, p99Millis));
  }

  void write(Path file) throws IOException {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"
          font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%d" y="20" font-size="14">%s</text>
        """
            .formatted(2 * (WIDTH + MARGIN) + 160, HEIGHT + 2 * MARGIN, MARGIN, title));
    panel(svg, MARGIN, "requests a second", Point::rate);
    panel(svg, WIDTH + 2 * MARGIN, "p99 in ms", Point::p99Millis);
    int number = 0;
    for (String server : lines.keySet()) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
              .formatted(2 * (WIDTH + MARGIN) + 20, MARGIN + 18 * number, colour(number), server));
      number++;
    }
    Files.writeString(file, svg.append("</svg>\n"));
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  /** Both axes by powers of ten. */
  private void panel(StringBuilder svg, int left, String name, ToDoubleFunction<Point> figure) {
    List<Double> values =
        lines.values().stream()
            .flatMap(line -> line.values().stream())
            .map(figure::applyAsDouble)
            .toList();
    double low = Math.floor(Math.log10(values.stream().min(Double::compare).orElse(1.0)));
    double high = Math.ceil(Math.log10(values.stream().max(Double::compare).orElse(10.0)));
    int most = lines.values().stream().mapToInt(TreeMap::lastKey).max().orElse(10);
    double decades = Math.max(1, Math.ceil(Math.log10(most)));
    axes(svg, left, name, low, high, decades);
    int number = 0;
    for (TreeMap<Integer, Point> line : lines.values()) {
      StringBuilder points = new StringBuilder();
      line.forEach(
          (clients, point) ->
              points.append(
                  String.format(
                      Locale.ROOT,
                      "%.1f,%.1f ",
                      left + WIDTH * Math.log10(clients) / decades,
                      y(Math.log10(figure.applyAsDouble(point)), low, high))));
      svg.append(
          "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
              .formatted(colour(number++), points.toString().strip()));
    }
  }

  private static double y(double exponent, double low, double high) {
    return MARGIN + HEIGHT * (high - exponent) / Math.max(1, high - low);
  }

  private static void axes(
      StringBuilder svg, int left, String name, double low, double high, double decades) {
    svg.append(
        "<text x=\"%d\" y=\"%d\">%s, over connections</text>%n".formatted(left, MARGIN - 15, name));
    for (double decade = 0; decade <= decades; decade++) {
      double x = left + WIDTH * decade / decades;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>%n",
              x,
              MARGIN,
              x,
              MARGIN + HEIGHT,
              x,
              MARGIN + HEIGHT + 18,
              Math.pow(10, decade)));
    }
    for (double exponent = low; exponent <= high; exponent++) {
      double y = y(exponent, low, high);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
              left,
              y,
              left + WIDTH,
              y,
              left - 6,
              y + 4,
              decade(exponent)));
    }
  }

  private static String decade(double exponent) {
    double value = Math.pow(10, exponent);
    return value >= 1 ? String.format(Locale.ROOT, "%,.0f", value) : String.valueOf(value);
  }
}

package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One figure of each server as a bar, as one SVG picture. */
final class Bars {

  private static final int LEFT = 130;
  private static final int TOP = 40;
  private static final int LONGEST = 480;
  private static final int STEP = 28;

  private final String title;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  Bars(String title) {
    this.title = title;
  }

  void add(String server, double figure) {
    figures.put(server, figure);
  }

  void write(Path file) throws IOException {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"
              font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="white"/>
            <text x="20" y="24" font-size="14">%s</text>
            """
                .formatted(LEFT + LONGEST + 110, TOP + STEP * figures.size() + 20, title));
    double most = figures.values().stream().max(Double::compare).orElse(1.0);
    int top = TOP;
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      double length = LONGEST * figure.getValue() / most;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#1f77b4\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n",
              LEFT - 8,
              top + 14,
              figure.getKey(),
              LEFT,
              top,
              length,
              LEFT + length + 6,
              top + 14,
              figure.getValue()));
      top += STEP;
    }
    Files.writeString(file, svg.append("</svg>\n"));
  }
}

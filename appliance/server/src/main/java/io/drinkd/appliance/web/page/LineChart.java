package io.drinkd.appliance.web.page;

import io.drinkd.appliance.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Temperatures over a time as a curve, with the same in words and as a table. The drawing has no
 * words in it: it is stretched to the width that there is, and the words beside it are not.
 */
public final class LineChart {

  private static final int WIDTH = 600;
  private static final int HEIGHT = 200;
  private static final int STEPS = 4;
  // Where nothing was measured for longer than so many usual distances, the curve has a gap.
  private static final int GAP = 4;

  private final String id;
  private final String title;
  private final Span span;
  private final List<Reading> readings;
  private final Double limit;
  private final Texts t;
  private final double bottom;
  private final double step;

  /**
   * What time a chart shows.
   *
   * @param rows into how many parts of one length its table divides it
   * @param words how a point of it is written
   */
  record Span(Instant from, Instant to, int rows, Function<Instant, String> words) {

    private Instant begin(int row) {
      return from.plus(Duration.between(from, to).multipliedBy(row).dividedBy(rows));
    }

    private int row(Instant at) {
      long whole = Duration.between(from, to).toMillis();
      long row = Duration.between(from, at).toMillis() * rows / whole;
      return (int) Math.max(0, Math.min(rows - 1, row));
    }
  }

  /**
   * @param id unique on its page
   * @param readings oldest first
   * @param limit where a line is drawn across; null for none
   */
  LineChart(String id, String title, Span span, List<Reading> readings, Double limit, Texts t) {
    this.id = id;
    this.title = title;
    this.span = span;
    this.readings = readings;
    this.limit = limit;
    this.t = t;
    double least = readings.stream().mapToDouble(Reading::least).min().orElse(0);
    double most = readings.stream().mapToDouble(Reading::most).max().orElse(0);
    double low = limit == null ? least : Math.min(least, limit);
    double high = limit == null ? most : Math.max(most, limit);
    step = Math.max(1, Math.ceil((high - Math.floor(low)) / STEPS));
    bottom = Math.floor(low);
  }

  /** Whether nothing was measured. */
  public boolean isEmpty() {
    return readings.isEmpty();
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** What stands in its place if it is empty. */
  public String nothing() {
    return t.text("chart.none");
  }

  /** The whole of it in one sentence. */
  public String description() {
    Reading last = readings.get(readings.size() - 1);
    return t.text(
        "chart.temperature",
        t.celsius(readings.stream().mapToDouble(Reading::least).min().orElseThrow()),
        t.celsius(readings.stream().mapToDouble(Reading::most).max().orElseThrow()),
        t.celsius(last.mean()),
        t.moment(last.at()));
  }

  public int width() {
    return WIDTH;
  }

  public int height() {
    return HEIGHT;
  }

  /** The words at the side, from the top. */
  public List<String> ys() {
    List<String> words = new ArrayList<>();
    for (int i = STEPS; i >= 0; i--) {
      words.add(t.number(Math.round(bottom + i * step)) + "\u00a0°");
    }
    return words;
  }

  /** Where the lines behind the curve are. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      lines.add(y(bottom + i * step));
    }
    return lines;
  }

  /** The words below, from the left. */
  public List<String> xs() {
    Instant middle = span.from.plus(Duration.between(span.from, span.to).dividedBy(2));
    return List.of(
        span.words.apply(span.from), span.words.apply(middle), span.words.apply(span.to));
  }

  /** What the line of the limit means; null if there is none. */
  public String limitWords() {
    return limit == null ? null : t.text("chart.limit", t.celsius(limit));
  }

  /** Where the limit is; null if there is none. */
  public String limit() {
    return limit == null ? null : y(limit);
  }

  /** The curve of the means, as SVG draws it. */
  public String curve() {
    StringBuilder path = new StringBuilder();
    for (List<Reading> piece : pieces()) {
      draw(path, piece, Reading::mean, 'M');
      if (piece.size() == 1) {
        path.append("h.1");
      }
    }
    return path.toString();
  }

  /** The area between the least and the most of each. */
  public String band() {
    StringBuilder path = new StringBuilder();
    for (List<Reading> piece : pieces()) {
      draw(path, piece, Reading::most, 'M');
      List<Reading> back = new ArrayList<>(piece);
      Collections.reverse(back);
      draw(path, back, Reading::least, 'L');
      path.append('Z');
    }
    return path.toString();
  }

  private void draw(
      StringBuilder path, List<Reading> piece, ToDoubleFunction<Reading> value, char first) {
    char next = first;
    for (Reading reading : piece) {
      path.append(next).append(x(reading.at())).append(' ').append(y(value.applyAsDouble(reading)));
      next = 'L';
    }
  }

  private List<List<Reading>> pieces() {
    List<List<Reading>> pieces = new ArrayList<>();
    long usual = usualDistanceSeconds();
    Reading before = null;
    for (Reading reading : readings) {
      if (before == null || Duration.between(before.at(), reading.at()).toSeconds() > GAP * usual) {
        pieces.add(new ArrayList<>());
      }
      pieces.get(pieces.size() - 1).add(reading);
      before = reading;
    }
    return pieces;
  }

  private long usualDistanceSeconds() {
    List<Long> distances = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      distances.add(Duration.between(readings.get(i - 1).at(), readings.get(i).at()).toSeconds());
    }
    distances.sort(null);
    return distances.isEmpty() ? 1 : Math.max(1, distances.get(distances.size() / 2));
  }

  private String x(Instant at) {
    double whole = Duration.between(span.from, span.to).toSeconds();
    return decimal(WIDTH * Duration.between(span.from, at).toSeconds() / whole);
  }

  private String y(double degrees) {
    return decimal(HEIGHT - HEIGHT * (degrees - bottom) / (STEPS * step));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  public String asTable() {
    return t.text("chart.table");
  }

  public List<String> heads() {
    return List.of(
        t.text("chart.from"), t.text("chart.least"), t.text("chart.mean"), t.text("chart.most"));
  }

  /** All readings in parts of the time, so that the table says what the curve does. */
  public List<List<String>> rows() {
    SortedMap<Integer, List<Reading>> parts = new TreeMap<>();
    for (Reading reading : readings) {
      parts.computeIfAbsent(span.row(reading.at()), row -> new ArrayList<>()).add(reading);
    }
    List<List<String>> rows = new ArrayList<>();
    parts.forEach((row, part) -> rows.add(row(span.begin(row), part)));
    return rows;
  }

  private List<String> row(Instant begin, List<Reading> part) {
    return List.of(
        t.moment(begin),
        t.celsius(part.stream().mapToDouble(Reading::least).min().orElseThrow()),
        t.celsius(part.stream().mapToDouble(Reading::mean).average().orElseThrow()),
        t.celsius(part.stream().mapToDouble(Reading::most).max().orElseThrow()));
  }
}

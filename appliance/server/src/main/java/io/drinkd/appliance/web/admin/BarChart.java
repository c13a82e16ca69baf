package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.page.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Numbers as bars, with the same in words and as a table. The drawing has no words in it: it is
 * stretched to the width that there is, and the words beside it are not.
 */
public final class BarChart {

  private static final int WIDTH = 600;
  private static final int HEIGHT = 200;
  private static final int STEPS = 4;
  private static final double GAP = 0.25;
  private static final int WORDS_MAX = 3;

  /** How high a row of lying bars is, as in the style, where the words beside it are. */
  private static final int ROW = 36;

  private static final int ROW_GAP = 16;

  private final String id;
  private final String title;
  private final String head;
  private final List<Bar> bars;
  private final LongFunction<String> words;
  private final Texts t;
  private final long step;
  private final long bottom;

  /** A bar with what it stands for. */
  public record Bar(String name, long value) {}

  /**
   * @param id unique on its page
   * @param head what the bars stand for
   * @param bars in the order in which they are drawn
   * @param words how a value is written
   */
  BarChart(
      String id, String title, String head, List<Bar> bars, LongFunction<String> words, Texts t) {
    this.id = id;
    this.title = title;
    this.head = head;
    this.bars = bars;
    this.words = words;
    this.t = t;
    long most = bars.stream().mapToLong(Bar::value).max().orElse(0);
    long least = Math.min(0, bars.stream().mapToLong(Bar::value).min().orElse(0));
    step = round(Math.max(most - least, 1));
    bottom = Math.floorDiv(least, step) * step;
  }

  /** A step that people count in, so that few of them reach as far as the greatest value. */
  private static long round(long most) {
    long least = -Math.floorDiv(-most, STEPS);
    long ten = 1;
    while (ten * 10 <= least) {
      ten *= 10;
    }
    for (long times : new long[] {1, 2, 5}) {
      if (times * ten >= least) {
        return times * ten;
      }
    }
    return 10 * ten;
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return bars.stream().allMatch(bar -> bar.value == 0);
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** What stands in its place if it is empty. */
  public String nothing() {
    return t.text("admin.chart.none");
  }

  /** The whole of it in one sentence. */
  public String description() {
    Bar most = bars.stream().max(Comparator.comparingLong(Bar::value)).orElseThrow();
    long sum = bars.stream().mapToLong(Bar::value).sum();
    return t.text("admin.chart.sum", words.apply(sum), words.apply(most.value), most.name);
  }

  public int width() {
    return WIDTH;
  }

  public int height() {
    return HEIGHT;
  }

  private int steps() {
    long most = bars.stream().mapToLong(Bar::value).max().orElse(0);
    return (int) Math.max(1, -Math.floorDiv(bottom - most, step));
  }

  /** The words at the side, from the top. */
  public List<String> ys() {
    List<String> all = new ArrayList<>();
    for (int i = steps(); i >= 0; i--) {
      all.add(t.number(bottom + i * step));
    }
    return all;
  }

  /** Where the lines behind the bars are. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= steps(); i++) {
      lines.add(decimal(y(bottom + i * step)));
    }
    return lines;
  }

  /** The words below, from the left. */
  public List<String> xs() {
    if (bars.size() <= WORDS_MAX) {
      return bars.stream().map(Bar::name).toList();
    }
    return List.of(
        bars.get(0).name, bars.get(bars.size() / 2).name, bars.get(bars.size() - 1).name);
  }

  /** The bars, as SVG draws them, upright. */
  public String columns() {
    StringBuilder path = new StringBuilder();
    double each = (double) WIDTH / bars.size();
    for (int i = 0; i < bars.size(); i++) {
      double left = (i + GAP / 2) * each;
      path.append(
          String.format(
              Locale.ROOT,
              "M%.1f %.1fV%.1fh%.1fV%.1fz",
              left,
              y(0),
              y(bars.get(i).value),
              (1 - GAP) * each,
              y(0)));
    }
    return path.toString();
  }

  private double y(long value) {
    return HEIGHT - (double) HEIGHT * (value - bottom) / (steps() * step);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** How high a row of the lying bars is. */
  public int row() {
    return ROW;
  }

  /** The bars, as SVG draws them, lying, each in a row of its own. */
  public String rows() {
    long most = bars.stream().mapToLong(Bar::value).max().orElse(1);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < bars.size(); i++) {
      path.append(
          String.format(
              Locale.ROOT,
              "M0 %dH%.1fv%dH0z",
              i * ROW + ROW_GAP / 2,
              (double) WIDTH * bars.get(i).value / most,
              ROW - ROW_GAP));
    }
    return path.toString();
  }

  public List<Bar> bars() {
    return bars;
  }

  /** How a value is written. */
  public String words(long value) {
    return words.apply(value);
  }

  public String asTable() {
    return t.text("chart.table");
  }

  public List<String> heads() {
    return List.of(head, title);
  }
}

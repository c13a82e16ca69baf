package io.drinkd.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drinkd.bench.report.Measurements.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What three rounds of two builds and a yardstick look like in tables and in JSON. */
class CaseReportTest {

  private static final Figure RATE = new Figure("rate", "per second", "%,.0f");
  private static final Figure BUSY = new Figure("busy", "busy", "%.2f").notCompared();
  private static final Row OURS = new Row("100 connections", "appliance");
  private static final Row THEIRS = new Row("100 connections", "theirs");
  private static final Row BARE = new Row("100 connections", "MINA tuned");

  private final CaseReport report = new CaseReport();

  CaseReportTest() {
    add(OURS, RATE, 9_000, 9_200, 8_800);
    add(THEIRS, RATE, 10_000, 10_100, 9_900);
    add(BARE, RATE, 12_000, 11_500, 11_000);
    add(OURS, BUSY, 1, 1, 1);
    add(THEIRS, BUSY, 1, 1, 1);
    report.show(Column.withSpread(RATE), Column.ratio("x MINA", RATE, "MINA tuned"));
  }

  @Test
  void showsMediansWithTheirSpreadAndRatiosToTheYardstick() {
    assertThat(lines(report::print))
        .containsExactly(
            "load             server                  per second            x MINA",
            "100 connections  appliance      9,000 (8,900-9,100)  0.80 (0.78-0.80)",
            "100 connections  theirs       10,000 (9,950-10,050)  0.88 (0.86-0.89)",
            "100 connections  MINA tuned  11,500 (11,250-11,750)");
  }

  @Test
  void showsWhatIsMeasuredLaterInATableOfItsOwn() {
    report.showApart(Column.median(BUSY));
    add(new Row("start", "appliance"), BUSY, 2, 2, 2);
    assertThat(lines(report::print))
        .hasSize(7)
        .endsWith("", "load   server     busy", "start  appliance  2.00");
  }

  @Test
  void showsTwoBuildsSideBySide() {
    assertThat(lines(out -> report.printBeside(out, "appliance", "theirs")))
        .containsExactly(
            "",
            "load             figure                     ours                 theirs     ours / theirs",
            "100 connections  per second  9,000 (8,900-9,100)  10,000 (9,950-10,050)  0.90 (0.89-0.91)");
  }

  @Test
  void mergesTheLatenciesOfRounds() {
    Histogram slow = histogram();
    slow.recordValue(900_000_000);
    Histogram quick = histogram();
    quick.recordValueWithCount(1_000_000, 999);
    report.measurements().addLatencies(OURS, slow);
    report.measurements().addLatencies(OURS, quick);
    Histogram all = report.measurements().latencies(OURS).orElseThrow();
    assertThat(all.getTotalCount()).isEqualTo(1_000);
    assertThat(all.getValueAtPercentile(99.9) / 1e6).isCloseTo(1, within(0.002));
    assertThat(all.getMaxValue() / 1e6).isCloseTo(900, within(1.0));
    assertThat(slow.getTotalCount()).isEqualTo(1);
  }

  @Test
  void saysWhichTargetsWereReached() {
    report.targets().atLeast("x MINA", 0.85, ratio(OURS));
    report.targets().atLeast("theirs, x MINA", 0.85, ratio(THEIRS));
    assertThat(lines(report.targets()::print))
        .anyMatch(line -> line.contains("x MINA") && line.endsWith("missed x 1.06"))
        .anyMatch(line -> line.contains("theirs") && line.endsWith("reached"));
  }

  @Test
  void isWrittenAsJson(@TempDir Path folder) throws IOException {
    report.remark("\"quoted\", µs");
    Path file = folder.resolve("case.json");
    JsonReport.of("case", Map.of("seconds", 1.5), report).write(file);
    JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(json.at("/name").asString()).isEqualTo("case");
    assertThat(json.at("/run/seconds").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/rows/0/figures/rate/median").asDouble()).isEqualTo(9_000);
    assertThat(json.at("/rows/0/figures/rate/rounds/2").asDouble()).isEqualTo(8_800);
    assertThat(json.at("/remarks/0").asString()).isEqualTo("\"quoted\", µs");
  }

  private void add(Row row, Figure figure, double... rounds) {
    for (double value : rounds) {
      report.measurements().add(row, figure, value);
    }
  }

  private Series ratio(Row row) {
    return report.measurements().ratio(row, BARE, RATE).orElseThrow();
  }

  private static Histogram histogram() {
    return new Histogram(3);
  }

  private static List<String> lines(Consumer<PrintStream> printing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      printing.accept(out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

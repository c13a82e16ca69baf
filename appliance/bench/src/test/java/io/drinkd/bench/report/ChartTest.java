package io.drinkd.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The charts are SVG, and what they show is in them. */
class ChartTest {

  @TempDir private Path folder;

  @Test
  void drawsLinesOverALogarithmicAxis() throws Exception {
    LineChart chart = new LineChart("Replies a second", "connections", true);
    for (int clients = 1; clients <= 1_000; clients *= 10) {
      chart.add("appliance", clients, 10_000 + clients);
      chart.add("MINA tuned", clients, 20_000 + clients);
    }
    Path file = folder.resolve("lines.svg");
    chart.write(file);
    assertThat(elements(file, "ellipse")).isGreaterThanOrEqualTo(4);
  }

  @Test
  void drawsBars() throws Exception {
    BarChart chart = new BarChart("16 in flight");
    chart.add("appliance", 100_000);
    chart.add("MINA tuned", 300_000);
    Path file = folder.resolve("bars.svg");
    chart.write(file);
    assertThat(elements(file, "path")).isGreaterThanOrEqualTo(2);
  }

  /** How many elements of a kind there are. */
  private static int elements(Path file, String kind) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document svg = factory.newDocumentBuilder().parse(file.toFile());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    return svg.getElementsByTagName(kind).getLength();
  }
}

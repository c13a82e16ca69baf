package io.drinkd.appliance.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The layouts that the shipped configurations offer, in a real file. */
class LogLayoutsTest {

  private static final Path HOME = Path.of(System.getProperty("drinkd.home"));
  private static final Pattern JSON = Pattern.compile("<JsonTemplateLayout [^>]*/>");
  private static final Pattern JOURNAL =
      Pattern.compile("<PatternLayout [^>]*pattern=\"%p[^>]*/>", Pattern.DOTALL);

  @TempDir Path folder;

  private static String layout(String file, Pattern pattern) throws IOException {
    Matcher found = pattern.matcher(Files.readString(HOME.resolve(file)));
    assertThat(found.find()).as(file).isTrue();
    return found.group();
  }

  private interface Work {
    void log(QueuedContext context);
  }

  /** What is in the log with that layout. */
  private List<String> logged(String layout, Work work) throws IOException {
    Path file = folder.resolve("log");
    String xml =
        """
        <Configuration status="warn">
          <Appenders><File name="file" fileName="%s">%s</File></Appenders>
          <Loggers><Root level="trace"><AppenderRef ref="file"/></Root></Loggers>
        </Configuration>
        """
            .formatted(file, layout);
    QueuedContext context = new QueuedContext("layouts", null);
    context.start(
        new XmlConfiguration(
            context,
            new ConfigurationSource(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))));
    try {
      work.log(context);
      assertThat(context.flush()).isTrue();
    } finally {
      context.stop();
    }
    return Files.readAllLines(file);
  }

  private List<Map<String, Object>> json(Work work) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    return logged(layout("conf/log4j2.xml", JSON), work).stream()
        .map(line -> mapper.readValue(line, new TypeReference<Map<String, Object>>() {}))
        .toList();
  }

  @Test
  void jsonHasTheEventAndWhatTheLineSays() throws IOException {
    List<Map<String, Object>> lines =
        json(
            context -> {
              Logger log = context.getLogger("io.drinkd.drop");
              log.error("drop {}: state {} could not be written; trying again", 7, "DROPPED");
              log.info("something {}", "new\n\"line\"");
            });

    assertThat(lines.get(0))
        .containsEntry("level", "ERROR")
        .containsEntry("event", "drop-unwritten")
        .containsEntry("drop", "7")
        .containsEntry("logger", "io.drinkd.drop")
        .containsEntry("message", "drop 7: state DROPPED could not be written; trying again")
        .doesNotContainKeys("machine", "exception");
    assertThat(lines.get(0).get("ts").toString()).matches("20..-..-..T..:..:..\\....Z");
    assertThat(lines.get(1)).containsEntry("message", "something new\n\"line\"");
    assertThat(lines.get(1)).doesNotContainKeys("event");
  }

  @Test
  void jsonHasWhatSomebodyDid() throws IOException {
    List<Map<String, Object>> lines =
        json(
            context -> {
              ThreadContext.put("member-id", "12");
              context
                  .getLogger("io.drinkd.activity")
                  .info(
                      "{} door={} did={}{}",
                      "member=bob",
                      "sunday",
                      "drop",
                      " machine=d slot=3 drop=7 result=dropped reason=\"the board\" ms=1500");
              ThreadContext.remove("member-id");
            });

    assertThat(lines.get(0))
        .containsEntry("event", "did-drop")
        .containsEntry("machine", "d")
        .containsEntry("slot", "3")
        .containsEntry("drop", "7")
        .containsEntry("member-id", "12")
        .containsEntry("outcome", "dropped")
        .containsEntry("ms", "1500");
  }

  @Test
  void jsonHasStackTracesInOneLine() throws IOException {
    List<Map<String, Object>> lines =
        json(
            context ->
                context
                    .getLogger("io.drinkd.any")
                    .error("failure: {}", "STAT", new IllegalStateException("why")));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).get("exception").toString())
        .contains("IllegalStateException: why")
        .contains("LogLayoutsTest");
  }

  /** Jetty shows what strangers send, such as both of two Host headers. */
  @Test
  void linesOfLibrariesAreNotLong() throws IOException {
    String sent = "x".repeat(7_000);
    List<String> lines =
        logged(
            layout("conf/log4j2.xml", JOURNAL),
            context -> {
              context.getLogger("org.eclipse.jetty.server.Any").warn("found `{}`", sent);
              context.getLogger("org.eclipse.jetty.server.Any").warn("short `{}`", "x");
            });

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith("xxx... and 6508 characters more").hasSizeLessThan(600);
    assertThat(lines.get(1)).endsWith("short `x`");
  }

  @Test
  void journalGetsThePriorityOfEachLevel() throws IOException {
    for (String file : List.of("conf/log4j2.xml", "appliance/debian/log4j2.xml")) {
      Files.deleteIfExists(folder.resolve("log"));
      List<String> lines =
          logged(
              layout(file, JOURNAL),
              context -> {
                Logger log = context.getLogger("io.drinkd.appliance.Doors");
                log.fatal("a");
                log.error("b\n<0>forged");
                log.warn("c");
                log.info("d");
                log.debug("e");
                log.trace("f");
              });

      assertThat(lines)
          .containsExactly(
              "<2>appliance.Doors a",
              "<3>appliance.Doors b\\n<0>forged",
              "<4>appliance.Doors c",
              "<6>appliance.Doors d",
              "<7>appliance.Doors e",
              "<7>appliance.Doors f");
    }
  }
}

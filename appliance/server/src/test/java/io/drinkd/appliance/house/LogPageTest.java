package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Each line of the log says in words what happened, and the page of them says what to do. */
class LogPageTest {

  private static final Path PAGE = Repository.ROOT.resolve("appliance/LOGS.md");
  private static final Pattern WORDS = Pattern.compile("[a-z]{3}");

  private static List<LogLine> lines;

  @BeforeAll
  static void find() throws IOException {
    lines = LogLines.find();
  }

  @Test
  void warningsAndErrorsSayWhatToDo() {
    assertThat(lines)
        .isNotEmpty()
        .filteredOn(line -> line.level() == Level.ERROR || line.level() == Level.WARN)
        .filteredOn(line -> line.remedy().isEmpty())
        .extracting(LogLine::shown)
        .as("log lines without a remark \"// %s ...\" directly above them", Remedy.BEGINNING)
        .isEmpty();
  }

  @Test
  void linesHaveWordsThatCanBeSearchedFor() {
    assertThat(lines)
        .filteredOn(line -> !line.isForDebugging())
        .filteredOn(line -> !WORDS.matcher(line.text()).find())
        .extracting(LogLine::shown)
        .as(
            "log lines whose words are all put in when they are written: begin with what it is about")
        .isEmpty();
  }

  @Test
  void eventsAreThoseOfTheCode() throws IOException {
    LogEvents events = new LogEvents();
    if ("write".equals(System.getProperty("logs.page"))) {
      events.write(lines);
      events = new LogEvents();
    }

    assertThat(events.texts())
        .as(
            "names and texts of appliance/server/src/main/resources/io/drinkd/appliance/log/events.txt:"
                + " move the name of a line that was reworded to its new text; -Dlogs.page=write"
                + " names new ones")
        .containsExactlyInAnyOrderElementsOf(LogEvents.textsOf(lines));
    assertThat(events.names()).allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @Test
  void pageIsAsTheCodeIs() throws IOException {
    String page = new LogPage(lines, new LogEvents()).text();
    if ("write".equals(System.getProperty("logs.page"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "appliance/LOGS.md; write it again: mvn -B test -pl appliance/server -am"
                + " -Dtest=LogPageTest -Dlogs.page=write -Dsurefire.failIfNoSpecifiedTests=false"
                + " -DfailIfNoTests=false")
        .isEqualTo(page);
  }
}

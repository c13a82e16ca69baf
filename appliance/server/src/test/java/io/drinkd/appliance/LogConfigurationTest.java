package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log4j2.xml that is sound, broken, and changed while the appliance runs. */
class LogConfigurationTest {

  @TempDir Path conf;
  private Path file;
  private Path log;
  // Of its own, because the tests' own log goes elsewhere.
  private final LoggerContext context = new LoggerContext("appliance");
  private LogConfiguration configuration;

  @BeforeEach
  void write() throws IOException {
    file = conf.resolve("log4j2.xml");
    log = conf.resolve("logs/drinkd.log");
    Files.writeString(file, xml("info"));
    configuration = new LogConfiguration(file, context);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private String xml(String level) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Configuration status="warn">
      <Appenders>
        <File name="file" fileName="%s"><PatternLayout pattern="%%m%%n"/></File>
      </Appenders>
      <Loggers>
        <Root level="%s"><AppenderRef ref="file"/></Root>
      </Loggers>
    </Configuration>
    """
        .formatted(log, level);
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private void say(String line) {
    context.getLogger("io.drinkd").debug(line);
    context.getLogger("io.drinkd").info(line);
  }

  @Test
  void aChangeIsAppliedAndABrokenOneKeepsTheOld() throws IOException {
    configuration.load();
    say("one");
    edit("info", "debug");
    configuration.load();
    say("two");
    edit("</Root>", "</Rot>");
    assertThatThrownBy(configuration::load).isInstanceOf(SettingsException.class);
    say("three");
    edit("</Rot>", "</Root>");
    edit("debug", "off");
    configuration.load();
    say("four");
    assertThat(Files.readAllLines(log)).containsExactly("one", "two", "two", "three", "three");
  }

  @Test
  void aCheckWritesNothing() throws IOException {
    LogConfiguration.check(conf);
    assertThat(log.getParent()).doesNotExist();
    Files.delete(file);
    LogConfiguration.check(conf);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <Root level="info"> | <Rot><AppenderRef ref="file"/></Rot><Root> | found an unknown element Rot
          </Root> | </Rot> | log4j2.xml: line 7: found The element type
          <Appenders> | <Apenders> | log4j2.xml: line 5: found The element type
          </File> | </Fill> | log4j2.xml: line
          ref="file" | ref="fil" | found Unable to locate appender "fil"
          level="info" | level="inof" | inof
          <PatternLayout | <PaternLayout | invalid element or attribute "PaternLayout"
          fileName= | filName= | found an element without fileName
          logs/drinkd.log | log4j2.xml/log | log4j2.xml/log, whose folder is missing or
          /logs/drinkd.log | /machines | machines, which cannot be written, expected
          """)
  void mistakesAreSaidInOneLine(String from, String to, String said) throws IOException {
    Files.createDirectory(conf.resolve("machines"));
    edit(from, to);
    for (Runnable reader :
        new Runnable[] {() -> LogConfiguration.check(conf), configuration::load}) {
      assertThatThrownBy(reader::run)
          .isInstanceOf(SettingsException.class)
          .message()
          .startsWith(file + ": ")
          .contains(said)
          .doesNotContain("Exception", "org.apache", "java.", "\n");
    }
    assertThat(context.isStarted()).isFalse();
  }
}

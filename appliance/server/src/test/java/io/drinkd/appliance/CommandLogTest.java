package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

/** What an operator's command logs before the eyes of whoever gave it. */
class CommandLogTest {

  @Test
  void showsWhatTheCommandDoesNotAnswer() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try (LoggerContext context = contextOfCommands()) {
      context.getLogger("io.drinkd.appliance.store.sqlite.WriteThread").error("write failed");
      context.getLogger("io.drinkd.appliance.net.FailureLog").error("a fault of ours");
      context.getLogger("io.drinkd.activity").info("user add");
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("ERROR FailureLog a fault of ours");
  }

  private static LoggerContext contextOfCommands() {
    URI file = URI.create("classpath:io/drinkd/appliance/log4j2-command.xml");
    // Of its own, because the tests' own log goes elsewhere.
    LoggerContext context = new LoggerContext("command", null, file);
    context.start();
    return context;
  }
}

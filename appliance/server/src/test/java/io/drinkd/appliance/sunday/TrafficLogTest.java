package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLogTest {

  private static final String LOGGER = "io.drinkd.traffic";

  @TempDir Path data;
  private final Lines log = new Lines();

  private static final class Lines extends AbstractAppender {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage().replaceAll("127.0.0.1:\\d+", "client"));
    }
  }

  @BeforeEach
  void listen() {
    log.start();
    ((LoggerContext) LogManager.getContext(false)).getLogger(LOGGER).addAppender(log);
    Configurator.setLevel(LOGGER, Level.DEBUG);
  }

  @AfterEach
  void stop() {
    ((LoggerContext) LogManager.getContext(false)).getLogger(LOGGER).removeAppender(log);
    Configurator.setLevel(LOGGER, Level.INFO);
  }

  @Test
  void secretsAreMasked() throws Exception {
    try (House house = new House(data);
        SundayDoor door =
            SundayDoor.open(
                new ListenerOptions().settings(),
                house.core(house.timers()),
                Commands.indexed(),
                1);
        LineClient client = LineClient.greeted(door.port())) {
      talk(client);
    }
    assertThat(log.lines)
        .containsSubsequence(
            "client <- OK Welcome to Floor drink server\\n",
            "client -> USER bob",
            "client <- OK Password required.\\n",
            "client -> PASS ****",
            "client <- ERR 202 Invalid username or password.\\n",
            "client -> PASS **** ****",
            "client -> IBUTTON ****",
            "client -> STAT 1 ****",
            "client -> **** (unknown verb)",
            "client -> (unreadable: QUOTE_NOT_CLOSED)",
            "client -> MACHINE x?y",
            "client -> QUIT");
    assertThat(log.lines).noneMatch(line -> line.contains("hunter2"));
  }

  private static void talk(LineClient client) throws IOException {
    client.ask("USER bob");
    client.ask("PASS hunter2");
    client.ask("PASS my hunter2");
    client.ask("IBUTTON hunter2");
    client.ask("STAT 1 hunter2");
    client.ask("hunter2 hunter2");
    client.ask("PASS \"hunter2");
    client.ask("MACHINE x\u001by");
    client.ask("QUIT");
  }
}

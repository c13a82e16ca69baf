package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLogTest {

  @TempDir Path data;

  @Test
  void secretsAreMasked() throws Exception {
    try (CapturedLog log = CapturedLog.of("io.drinkd.traffic", Level.DEBUG);
        House house = new House(data);
        SundayDoor door =
            SundayDoor.open(new ListenerOptions().settings(), house, Commands.indexed(), 1);
        LineClient client = LineClient.greeted(door.port())) {
      talk(client);
      assertThat(log.lines().stream().map(line -> line.replaceAll("127.0.0.1:\\d+", "client")))
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
              "client -> TOKEN ****",
              "client -> LOG drinkd_****",
              "client -> USER bob",
              "client -> PASS ****",
              "client -> MKTOKEN laptop",
              "client <- OK Token 1 drinkd_****\\n",
              "client -> QUIT");
      assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
    }
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
    client.ask("TOKEN drinkd_hunter2");
    client.ask("LOG drinkd_hunter2");
    client.ask("USER bob");
    client.ask("PASS \"bob's password\"");
    client.ask("MKTOKEN laptop");
    client.ask("QUIT");
  }
}

package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bytes do at a real socket, however they arrive. */
class DoorFramingTest {

  private static final String VERSION = "OK drinkd 0.1.0";
  private static final String INVALID = "ERR 406 Invalid parameters.";

  @TempDir static Path data;
  private static House house;
  private static SundayDoor door;

  @BeforeAll
  static void open() throws Exception {
    house = new House(data);
    door = SundayDoor.open(new ListenerOptions().settings(), house, Commands.indexed(), 1);
  }

  @AfterAll
  static void close() {
    door.close();
    house.close();
  }

  private static LineClient client() throws IOException {
    return LineClient.greeted(door.port());
  }

  @Test
  void greetsWithItsName() throws IOException {
    try (LineClient client = LineClient.connect(door.port())) {
      assertThat(client.line()).isEqualTo("OK Welcome to Floor drink server");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: drink:4242\r\n",
        "GET /?drink HTTP/1.0\r\n",
        "PRI * HTTP/2.0\r\n",
        "\r\nDELETE /\t HTTP/1.1\r\n",
        "POST /\" HTTP/1.1\r\nHost: drink:4242\r\n",
        "GET / http/1.1\r\n",
        "GET /\r\n",
        "get\r\n",
        "POST \"/ HTTP/1.1\r\n",
        "MKCOL /\u0000 HTTP/1.1\r\n"
      })
  void httpEndsTheConnection(String head) throws IOException {
    try (LineClient client = client()) {
      client.send(head + "\r\nVERSION\r\n");
      assertThat(client.linesToEnd()).last().isEqualTo("ERR 452 Invalid command.");
    }
  }

  @Test
  void whatOnlyLooksLikeHttpIsInvalidCommand() throws IOException {
    try (LineClient client = client()) {
      assertThat(client.ask("USER: bob")).isEqualTo("ERR 452 Invalid command.");
      assertThat(client.ask("GET / HTTP/1.1")).isEqualTo("ERR 452 Invalid command.");
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void httpEndsTheConnectionAlsoWhenItsFirstLineIsTooLong() throws IOException {
    try (LineClient client = client()) {
      client.send("POST /" + "x".repeat(2_000) + " HTTP/1.1\r\nHost: a\r\n\r\nVERSION\r\n");
      assertThat(client.linesToEnd()).containsExactly("ERR 452 Invalid command.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /#", "MKCOL http://drink/#", "POST #", "X /# HTTP/1.1"})
  void httpEndsTheConnectionAlsoWhenAllOfItsHeadIsTooLong(String start) throws IOException {
    String filling = (start.endsWith(" #") ? " " : "x").repeat(2_000);
    String header = "\r\nX-Filling-" + "x".repeat(2_000) + ": x\r\n\r\nVERSION\r\n";
    try (LineClient client = client()) {
      client.send(start.replace("#", filling) + header);
      assertThat(client.linesToEnd()).containsExactly("ERR 452 Invalid command.");
    }
  }

  @Test
  void takesBytesOneAtATime() throws IOException {
    try (LineClient client = client()) {
      for (byte octet : "MACHINE d\r\nLOCATION\n".getBytes(StandardCharsets.US_ASCII)) {
        client.send(new byte[] {octet});
      }
      assertThat(client.lines(2)).containsExactly("OK Welcome to Big Drink", "OK North stairwell");
    }
  }

  @Test
  void takesAllInOnePacketWithAnyLineEndAndBlankLinesBetween() throws IOException {
    try (LineClient client = client()) {
      client.send("VERSION\nmachine d\r\n\r\n\n \t\nLOCATION\r\nQUIT\n");
      assertThat(client.linesToEnd())
          .containsExactly(
              VERSION, "OK Welcome to Big Drink", "OK North stairwell", "OK Disconnecting.");
    }
  }

  @Test
  void answersTooLongLineOnceAndContinues() throws IOException {
    try (LineClient client = client()) {
      client.send("VERSION\n" + "X".repeat(5_000) + "\nVERSION\n");
      assertThat(client.lines(3)).containsExactly(VERSION, INVALID, VERSION);
    }
  }

  @Test
  void closesOnALineWithoutEnd() throws IOException {
    try (LineClient client = client()) {
      client.send("VERSION\n" + "X".repeat(70_000) + "\nVERSION\n");
      assertThat(client.linesToEnd()).containsExactly(VERSION, INVALID);
    }
  }

  @Test
  void answersNulAndBadUtf8LineByLine() throws IOException {
    try (LineClient client = client()) {
      client.send("VERSION\nSTAT\0\nVERSION\n");
      assertThat(client.lines(3)).containsExactly(VERSION, INVALID, VERSION);
      client.send(new byte[] {'X', (byte) 0xC3, '(', '\n', 'U', 'P', '\n'});
      assertThat(client.lines(2)).containsExactly(INVALID, "ERR 452 Invalid command.");
    }
  }

  @Test
  void skipsTelnetOptions() throws IOException {
    try (LineClient client = client()) {
      client.send(new byte[] {(byte) 255, (byte) 251, 31, 'V', (byte) 255, (byte) 253, 1});
      client.send("ERSION\n");
      assertThat(client.line()).isEqualTo(VERSION);
    }
  }

  @Test
  void answersAHalfClosedClientInFull() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (LineClient client = LineClient.connect(door.port())) {
        client.send("IBUTTON 01ab23cd\nMACHINE d\nDROP 1\nGETBALANCE\n").halfClose();
        assertThat(client.linesToEnd())
            .containsExactly(
                "OK Welcome to Floor drink server",
                "OK Credits: 70",
                "OK Welcome to Big Drink",
                "ERR 416 Machine is offline or unreachable.",
                "OK Credits: 70");
      }
    }
  }

  @Test
  void answersAHalfClosedClientThatLogsInByPassword() throws IOException {
    try (LineClient client = LineClient.connect(door.port())) {
      client.send("USER bob\nPASS \"bob's password\"\nWHOAMI\nQUIT\nVERSION\n").halfClose();
      assertThat(client.linesToEnd())
          .containsExactly(
              "OK Welcome to Floor drink server",
              "OK Password required.",
              "OK Credits: 1000",
              "OK Username: bob",
              "OK Disconnecting.");
    }
  }

  @Test
  void ignoresALineThatTheEndCutsOff() throws IOException {
    try (LineClient client = client()) {
      client.send("VERSION\nQUI").halfClose();
      assertThat(client.linesToEnd()).containsExactly(VERSION);
    }
  }

  @Test
  void saysGoodbyeToClientThatKeepsSending() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (LineClient client = client()) {
        client.send("QUIT\n").send("VERSION\n".repeat(1_000));
        assertThat(client.linesToEnd()).containsExactly("OK Disconnecting.");
      }
    }
  }
}

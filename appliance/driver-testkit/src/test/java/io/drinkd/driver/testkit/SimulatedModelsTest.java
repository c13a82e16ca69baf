package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated boards of models that are no TINIs, as whoever speaks their protocol sees them. */
class SimulatedModelsTest {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private SimulatedBoard board;

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T one) {
    opened.add(one);
    return one;
  }

  private SimulatedBoardOptions options(BoardModel model) {
    return new SimulatedBoardOptions("pw")
        .model(model)
        .stock(2, 0)
        .motorTime(Duration.ofHours(1))
        .events(events::add);
  }

  private void listen(BoardModel model) throws IOException {
    Duration motorTime = model == BoardModel.UCCPLC ? Duration.ofHours(1) : Duration.ZERO;
    board = keep(SimulatedBoard.listen(options(model).motorTime(motorTime)));
  }

  private Socket link() throws IOException {
    Socket socket = keep(new Socket(board.address().getAddress(), board.port()));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String modbus(Socket link, String request, int answerBytes) throws IOException {
    link.getOutputStream().write(HEX.parseHex(request));
    return HEX.formatHex(link.getInputStream().readNBytes(answerBytes));
  }

  @Test
  void aPlcDropsWhileABitIsOn() throws Exception {
    listen(BoardModel.UCCPLC);
    Socket link = link();

    assertThat(modbus(link, "00 01 00 00 00 06 01 01 00 11 00 02", 10))
        .isEqualTo("00 01 00 00 00 04 01 01 01 01");
    assertThat(modbus(link, "00 02 00 00 00 06 01 05 04 01 ff 00", 12))
        .isEqualTo("00 02 00 00 00 06 01 05 04 01 ff 00");
    assertThat(modbus(link, "00 03 00 00 00 06 01 01 04 01 00 01", 10))
        .isEqualTo("00 03 00 00 00 04 01 01 01 01");
    assertThat(board.cansFallen()).isEqualTo(1);
    assertThat(modbus(link, "00 04 00 00 00 06 01 05 04 02 ff 00", 12))
        .isEqualTo("00 04 00 00 00 06 01 05 04 02 ff 00");
    assertThat(modbus(link, "00 05 00 00 00 06 01 01 04 02 00 01", 10))
        .as("off again at once, for the slot is empty")
        .isEqualTo("00 05 00 00 00 04 01 01 01 00");
  }

  @Test
  void aPlcFailsAsItIsTold() throws Exception {
    listen(BoardModel.UCCPLC);
    List.of("nack", "fail", "wrong id", "cut").forEach(board::command);
    Socket link = link();

    assertThat(modbus(link, "00 01 00 00 00 06 01 05 04 01 ff 00", 9))
        .as("it has done nothing")
        .isEqualTo("00 01 00 00 00 03 01 85 06");
    assertThat(board.cansFallen()).isZero();
    assertThat(modbus(link, "00 01 00 00 00 06 01 05 04 01 ff 00", 9))
        .as("it does not say that it has done nothing")
        .isEqualTo("00 01 00 00 00 03 01 85 04");
    assertThat(board.cansFallen()).isEqualTo(1);
    assertThat(modbus(link, "00 02 00 00 00 06 01 05 04 01 ff 00", 12))
        .isEqualTo("10 02 00 00 00 06 01 05 04 01 ff 00");
    assertThat(modbus(link, "00 03 00 00 00 06 01 05 04 01 ff 00", 12)).isEqualTo("00");
    assertThat(board.cansFallen()).isEqualTo(2);
  }

  @Test
  void aPlcLosesItsLinkBetweenTheQuestionAndTheOrder() throws Exception {
    listen(BoardModel.UCCPLC);
    board.command("lose");

    assertThat(modbus(link(), "00 01 00 00 00 06 01 01 04 01 00 01", 10)).isEmpty();
    assertThat(board.cansFallen()).isZero();
  }

  private static String http(Socket link, String request) throws IOException {
    link.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new String(link.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static String drop(String token) {
    return "POST /drop HTTP/1.1\r\nX-Auth-Token: "
        + token
        + "\r\nConnection: close\r\nContent-Length: 10\r\n\r\n{\"slot\":1}";
  }

  @Test
  void aBoardWithHttpDropsForWhoeverHasTheToken() throws Exception {
    listen(BoardModel.BUBBLER);

    assertThat(http(link(), drop("guessed"))).startsWith("HTTP/1.1 401 ");
    assertThat(http(link(), drop("pw"))).startsWith("HTTP/1.1 200 ");
    assertThat(http(link(), "GET /slots HTTP/1.1\r\nX-Auth-Token: pw\r\nConnection: close\r\n\r\n"))
        .contains("{\"slots\":[{\"number\":0,\"stocked\":true},{\"number\":1,\"stocked\":false}]");
    assertThat(board.cansFallen()).isEqualTo(1);
  }

  @Test
  void anUnpluggedBoardCannotBeReached() throws Exception {
    listen(BoardModel.BUBBLER);
    board.command("unplug");
    // Whoever was about to accept a link accepts it yet.
    Awaitility.await()
        .untilAsserted(() -> assertThatThrownBy(this::link).isInstanceOf(ConnectException.class));

    board.command("plug in");

    assertThat(http(link(), drop("pw"))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aBoardWithHttpFailsAfterItsCanHasFallen() throws Exception {
    listen(BoardModel.BUBBLER);
    List.of("nack", "fail").forEach(board::command);

    assertThat(http(link(), drop("pw"))).startsWith("HTTP/1.1 400 ");
    assertThat(board.cansFallen()).isZero();
    assertThat(http(link(), drop("pw"))).startsWith("HTTP/1.1 500 ");
    assertThat(board.cansFallen()).isEqualTo(1);
  }

  @Test
  void answersWithoutANumberCannotHaveAWrongOne() throws Exception {
    listen(BoardModel.BUBBLER);

    assertThatThrownBy(() -> board.command("wrong id"))
        .hasMessageStartingWith("\"wrong id\": the answers of a bubbler have no number");
  }

  private static void publish(Socket broker, String topic, String text) throws IOException {
    var out = new DataOutputStream(broker.getOutputStream());
    out.writeByte(0x30);
    out.writeByte(2 + topic.length() + text.length());
    out.writeUTF(topic);
    out.writeBytes(text);
  }

  private static String packet(Socket broker) throws IOException {
    InputStream in = broker.getInputStream();
    int kind = in.read();
    String content = new String(in.readNBytes(in.read()), StandardCharsets.ISO_8859_1);
    return Integer.toHexString(kind) + " " + content.replaceAll("[^\\x20-\\x7e]", "");
  }

  @Test
  void aBoardBehindABrokerAnswersOrdersByTheirNumber() throws Exception {
    try (var broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      board =
          keep(
              SimulatedBoard.dial(
                  options(BoardModel.MQTT).motorTime(Duration.ZERO).atBroker("m", "board"),
                  (InetSocketAddress) broker.getLocalSocketAddress(),
                  Duration.ofMillis(10)));
      Socket link = keep(broker.accept());
      link.setSoTimeout(PATIENCE_MILLIS);
      assertThat(packet(link)).startsWith("10 MQTT").contains("board-m", "drinkd/m/state", "pw");
      link.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
      assertThat(packet(link)).isEqualTo("82 drinkd/m/order");
      link.getOutputStream().write(new byte[] {(byte) 0x90, 3, 0, 1, 0});
      assertThat(packet(link)).startsWith("31 drinkd/m/stateonline slots 1=2 2=0");

      publish(link, "drinkd/m/order", "drop 17 1");
      assertThat(packet(link)).isEqualTo("30 drinkd/m/result17 dropped");
      assertThat(packet(link)).startsWith("31 drinkd/m/stateonline slots 1=1 2=0");
      publish(link, "drinkd/m/order", "drop 18 2");
      assertThat(packet(link)).isEqualTo("30 drinkd/m/result18 refused motor");
    }
    assertThat(board.cansFallen()).isEqualTo(1);
  }
}

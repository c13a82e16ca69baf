package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedBoardTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final SimulatedBoardOptions options =
      new SimulatedBoardOptions("pw")
          .stock(2, 0, 1)
          .motorTime(Duration.ZERO)
          .complaints(complaints::add);

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

  /** A link with a listening board, after the board has sent all that it sends unasked. */
  private RawLink link() throws IOException {
    board = keep(SimulatedBoard.listen(options));
    return greeted();
  }

  private RawLink greeted() throws IOException {
    RawLink link = keep(RawLink.to(board.address()));
    assertThat(link.next()).isEqualTo("0pw");
    link.next();
    assertThat(link.next()).isEqualTo("872.5");
    return link;
  }

  @Test
  void greetsFirstAndReportsSlotsAgainAfterLogin() throws Exception {
    board = keep(SimulatedBoard.listen(options));
    RawLink link = keep(RawLink.to(board.address()));

    assertThat(link.next()).isEqualTo("0pw");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    assertThat(link.next()).isEqualTo("872.5");
    link.send("1\n");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    assertThat(complaints).isEmpty();
  }

  @Test
  void theOtherModelPutsASpaceBehindTheOpcodeAndKeepsAlive() throws Exception {
    options
        .model(BoardModel.TINI400)
        .fahrenheit(OptionalDouble.empty())
        .keepAliveEvery(Duration.ofMillis(500));
    board = keep(SimulatedBoard.listen(options));
    RawLink link = keep(RawLink.to(board.address()));

    assertThat(link.next()).isEqualTo("0 pw");
    assertThat(link.next()).isEqualTo("7 1 1 ` 2 0 ` 3 1");
    assertThat(link.next()).isEqualTo("9");
    assertThat(link.next()).isEqualTo("9");
  }

  @Test
  void reportsItsTemperatureFromTimeToTime() throws Exception {
    options.temperatureEvery(Duration.ofMillis(500));

    RawLink link = link();

    assertThat(link.next()).isEqualTo("872.5");
    assertThat(link.next()).isEqualTo("872.5");
  }

  @Test
  void dropsUntilTheSlotIsEmpty() throws Exception {
    RawLink link = link();
    link.send("31\n");
    assertThat(link.next()).isEqualTo("4");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    link.send("31\n");
    assertThat(link.next()).isEqualTo("4");
    assertThat(link.next()).isEqualTo("71 0`2 0`3 1");
    link.send("31\n");
    assertThat(link.next()).isEqualTo("5");
    assertThat(link.next()).isEqualTo("71 0`2 0`3 1");

    assertThat(board.cansFallen()).isEqualTo(2);
    assertThat(board.stock(1)).isZero();
  }

  @Test
  void reportsItsSlotsWhenAsked() throws Exception {
    RawLink link = link();
    link.send("6\n");

    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
  }

  @Test
  void ignoresInputWhileItDrops() throws Exception {
    RawLink link = link();
    board.command("late 50");
    link.send("31\n6\n");

    assertThat(link.next()).isEqualTo("4");
    assertThat(link.next()).startsWith("7");
    assertThat(link.next()).startsWith("7");
  }

  @Test
  void faultNack() throws Exception {
    RawLink link = link();
    board.command("nack");
    link.send("31\n");

    assertThat(link.next()).isEqualTo("5");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    assertThat(board.cansFallen()).isZero();
  }

  @Test
  void faultSilence() throws Exception {
    RawLink link = link();
    board.command("silence");
    link.send("33\n6\n");

    assertThat(link.next()).isEqualTo("71 1`2 0`3 0");
    assertThat(board.cansFallen()).isEqualTo(1);
  }

  @Test
  void faultSwallow() throws Exception {
    RawLink link = link();
    board.command("swallow");
    link.send("33\n6\n");

    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    assertThat(board.cansFallen()).isZero();
  }

  @Test
  void faultLate() throws Exception {
    RawLink link = link();
    board.command("late 20");
    link.send("33\n");

    assertThat(link.next()).isEqualTo("4");
    assertThat(board.cansFallen()).isEqualTo(1);
  }

  @Test
  void faultClose() throws Exception {
    RawLink link = link();
    board.command("close");
    link.send("33\n");

    assertThat(link.next()).isEqualTo("(end)");
    assertThat(board.cansFallen()).isEqualTo(1);
    greeted();
  }

  @Test
  void faultCut() throws Exception {
    RawLink link = link();
    board.command("cut");
    link.send("33\n");

    assertThat(link.next()).as("the answer, without its line end").isEqualTo("4");
    assertThat(link.next()).isEqualTo("(end)");
    assertThat(board.cansFallen()).isEqualTo(1);
    greeted();
  }

  @Test
  void faultsWaitForTheirOrdersInTurn() throws Exception {
    RawLink link = link();
    board.command("nack");
    board.command("swallow");
    link.send("31\n31\n31\n");

    assertThat(link.next()).isEqualTo("5");
    link.next();
    assertThat(link.next()).isEqualTo("4");
    assertThat(board.cansFallen()).isEqualTo(1);
  }

  @Test
  void commandSayAnswersWhatWasLeftUnanswered() throws Exception {
    RawLink link = link();
    board.command("silence");
    link.send("31\n6\n");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    board.command("say 4");
    board.command("say 7 1 1 ` 2 0");

    assertThat(link.next()).isEqualTo("4");
    assertThat(link.next()).isEqualTo("7 1 1 ` 2 0");
  }

  @Test
  void commandGarbage() throws Exception {
    RawLink link = link();
    board.command("garbage");

    assertThat(link.next()).isEqualTo("7 1 1 ` 872.5");
  }

  @Test
  void commandDoor() throws Exception {
    RawLink link = link();
    board.command("door open");
    link.send("31\n");
    assertThat(link.next()).isEqualTo("5");
    assertThat(link.next()).isEqualTo("71 1`2 0`3 1");
    board.command("door closed");
    link.send("31\n");
    assertThat(link.next()).isEqualTo("4");
  }

  @Test
  void commandStockIsSeenByTheSensorOfTheSlot() throws Exception {
    RawLink link = link();
    board.command("stock 1 7");
    board.command("stock 2 3");

    assertThat(link.next()).isEqualTo("72 1");
    assertThat(board.stock(1)).isEqualTo(7);
    board.command("stock 3 0");
    assertThat(link.next()).isEqualTo("73 0");
  }

  @Test
  void commandTemperature() throws Exception {
    RawLink link = link();
    board.command("temperature 38.7");

    assertThat(link.next()).isEqualTo("838.7");
  }

  @Test
  void commandHangUp() throws Exception {
    RawLink link = link();
    board.command("hang up");

    assertThat(link.next()).isEqualTo("(end)");
    greeted();
  }

  @Test
  void commandQuit() throws Exception {
    RawLink link = link();
    board.command("quit");
    board.awaitEnd();
    board.close();

    assertThat(link.next()).isEqualTo("(end)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "late", "late x", "door ajar", "stock 9 1", "stock 1", "hang on"})
  void anUnknownCommandIsRefusedWithWhatThereIs(String command) throws Exception {
    board = keep(SimulatedBoard.listen(options));

    assertThatThrownBy(() -> board.command(command))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + command + "\"")
        .hasMessageContaining("expected: nack, fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "hello\n", "3 1\n", "34\n", "30\n", "3\n", "3x\n"})
  void ignoresAllInputOnceItWasSentWhatCrashesTheFirmware(String line) throws Exception {
    RawLink link = link();
    link.send(line + "6\n");
    await().atMost(PATIENCE).until(board::isDeaf);

    assertThat(complaints).hasSize(1).first().asString().contains("DEAF");
    board.command("temperature 50");
    assertThat(link.next()).as("the link stays up, the 6 is not heard").isEqualTo("850.0");
  }

  @Test
  void dialsAndDialsAgain() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      board =
          keep(
              SimulatedBoard.dial(
                  options,
                  new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                  Duration.ofMillis(1)));
      try (var link = new RawLink(server.accept())) {
        assertThat(link.next()).isEqualTo("0pw");
        link.send("2\n");
      }
      RawLink second = keep(new RawLink(server.accept()));
      assertThat(second.next()).isEqualTo("0pw");
    }
  }

  @Test
  void writesEveryCanBeforeTheAnswerAndContinuesNumbersAfterRestart(@TempDir Path folder)
      throws Exception {
    Path cans = folder.resolve("cans");
    options.canLog(cans);
    RawLink link = link();
    link.send("31\n");
    assertThat(link.next()).isEqualTo("4");
    assertThat(Files.readString(cans)).matches("1 1 [0-9]{13}\n");
    board.close();

    link = link();
    link.send("33\n");
    assertThat(link.next()).isEqualTo("4");
    assertThat(Files.readAllLines(cans)).hasSize(2).last().asString().matches("2 3 [0-9]{13}");
    assertThat(board.cansFallen()).isEqualTo(2);
  }

  @Test
  void isSwitchedOffInTheMidstOfADropWithoutACan() throws Exception {
    options.motorTime(Duration.ofHours(1));
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    options.events(events::add);
    RawLink link = link();
    link.send("31\n");
    await().atMost(PATIENCE).until(() -> events.contains("order slot 1"));
    board.close();

    assertThat(link.next()).isEqualTo("(end)");
    assertThat(board.cansFallen()).isZero();
  }
}

package io.drinkd.appliance.finger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions over real sockets. */
class FingerDoorTest {

  private static final int PATIENCE_MILLIS = (int) House.PATIENCE.toMillis();
  private static final Duration ANSWER_MOST = Duration.ofMillis(50);

  @TempDir Path data;
  private final SystemTimers timers = Timers.system("finger-timers");
  private House house;
  private TcpDoor door;

  @BeforeEach
  void open() throws Exception {
    house = new House(data).linkBoards();
    door = open("idle: 20s");
  }

  private TcpDoor open(String more) throws Exception {
    return new FingerProtocol(house.services(), new Transport(timers, 1))
        .open(TestListener.of(FingerProtocol.DECLARATION, more));
  }

  @AfterEach
  void close() {
    door.close();
    house.close();
    timers.close();
  }

  private String ask(String line) throws IOException {
    return ask((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private String ask(byte[] sent) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(sent);
      return answer(socket);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theHouse() throws Exception {
    String answer = ask("");
    assertThat(answer)
        .contains("Big Drink (d), North stairwell: up, ")
        .contains("    1  Coke                       50 credits, 5 left\r\n")
        .contains("    3  Dr Pepper                  50 credits, empty\r\n")
        .contains("Little Drink (ld), Machine room: waiting, temperature not known\r\n");
    assertThat(ask("/W")).contains("fell so far: 0\r\n").hasSizeGreaterThan(answer.length());
  }

  @Test
  void oneMachineByIdOrAliasWithOrWithoutAnAtSign() throws Exception {
    String answer = ask("d");
    assertThat(answer).startsWith("Big Drink (d)").doesNotContain("Little Drink");
    assertThat(ask("D")).isEqualTo(answer);
    assertThat(ask("bigdrink")).isEqualTo(answer);
    assertThat(ask("BigDrink")).isEqualTo(answer);
    assertThat(ask("big drink")).isEqualTo(answer);
    assertThat(ask("d@")).isEqualTo(answer);
    assertThat(ask("/w d")).contains("fell so far");
    assertThat(ask("d /W")).isEqualTo(ask("/W d"));
  }

  @Test
  void oneSlotByNumberOrItem() throws Exception {
    assertThat(ask("2@d")).startsWith("Big Drink (d): up\r\n").contains("    2  Root Beer");
    assertThat(ask("root beer@bigdrink")).isEqualTo(ask("2@d"));
    assertThat(ask("beer@d")).isEqualTo(ask("2@d"));
    assertThat(ask("9@d")).isEqualTo("Machine d has no slot 9.\r\n");
    assertThat(ask("wine@d")).isEqualTo("Machine d has no drink wine.\r\n");
  }

  @Test
  void aMistypedMachineIsNamed() throws Exception {
    assertThat(ask("coke@bgidrink"))
        .isEqualTo(
            "There is no machine bgidrink; there are: d ld. Questions are not forwarded to other"
                + " hosts; ask them yourself.\r\n");
  }

  @Test
  void nothingIsForwarded() throws Exception {
    for (String query : List.of("@", "@example.net", "bob@example.net", "2@d@example.net", "@d")) {
      assertThat(ask(query))
          .as(query)
          .isEqualTo("Questions are not forwarded to other hosts; ask them yourself.\r\n");
    }
  }

  @Test
  void help() throws Exception {
    assertThat(ask("help")).contains("finger @HOST", "finger SLOT@MACHINE@HOST", "/W");
  }

  @Test
  void temperaturesAreDrawn() throws Exception {
    assertThat(ask("temp")).contains("Big Drink (d): ", "Little Drink (ld): ");
    assertThat(ask("temp@ld"))
        .isEqualTo(
            "Little Drink (ld): temperature not known\r\n  nothing was measured within a day\r\n");
  }

  private Caller bob() {
    Caller anybody =
        house
            .services()
            .logins()
            .anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false));
    return house.services().logins().byPassword(anybody, "bob", "bob's password").join();
  }

  @Test
  void ofMembersOnlyWhoAgreed() throws Exception {
    String nobody = ask("nobody");
    assertThat(nobody).isEqualTo("Nobody who wants to be named here is called nobody.\r\n");
    assertThat(ask("bob")).isEqualTo(nobody.replace("called nobody", "called bob"));

    MemberRecord named = house.services().memberships().setPublic(bob().member(), true).join();
    assertThat(named.isPublic()).isTrue();
    assertThat(ask("bob")).isEqualTo("bob\r\n  last seen:  never had a drink here\r\n");

    house.services().drops().drop(bob().buyer(), "d", 2, Duration.ZERO, Optional.empty()).join();
    assertThat(ask("BOB")).isEqualTo(nobody.replace("called nobody", "called BOB"));
    assertThat(ask("bob"))
        .startsWith("bob\r\n  last seen:  ")
        .endsWith("\r\n  favourite:  Root Beer\r\n");

    house.services().memberships().setPublic(bob().member(), false).join();
    assertThat(ask("bob")).isEqualTo(nobody.replace("called nobody", "called bob"));
  }

  @Test
  void controlCharactersNeverPass() throws Exception {
    String answer = ask("\u001b[2J\u0007\u009b31m\u202ebob");
    assertThat(answer).isEqualTo("Nobody who wants to be named here is called ?[2J??31m?bob.\r\n");
    byte[] bytes = {'b', (byte) 0xff, (byte) 0xf4, (byte) 0x9b, 'm', 0, 7, '\r', '\n'};
    assertThat(ask(bytes)).doesNotContainPattern("[\\p{Cntrl}&&[^\r\n]]");
  }

  @Test
  void whateverIsAskedTheAnswerIsText() throws Exception {
    Random random = new Random(79);
    String alphabet = "/Ww @dlebop1\t\0\u001b\u00fc@@temphlp";
    for (int i = 0; i < Integer.getInteger("drinkd.fuzz.finger", 2_000); i++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        query.append(
            random.nextInt(20) == 0
                ? (char) random.nextInt(0x300)
                : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String line = query.toString().replace('\n', ' ');
      assertThat(ask(line))
          .as(line)
          .endsWith("\r\n")
          .doesNotContainPattern("[\\p{Cntrl}&&[^\r\n]]");
    }
    assertThat(house.booksDisagreements()).isEmpty();
  }

  @Test
  void aLineWithoutEndGetsNoAnswerAndALongOneDoes() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write('d');
      socket.shutdownOutput();
      assertThat(answer(socket)).isEmpty();
    }
    assertThat(ask("x".repeat(5_000))).startsWith("Nobody who wants to be named here");
  }

  @Test
  void whoeverHalfClosesAtOnceIsAnswered() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("bob\r\nmore\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      assertThat(answer(socket)).isEqualTo("Nobody who wants to be named here is called bob.\r\n");
    }
  }

  @Test
  void whoeverAsksNothingIsDisconnected() throws Exception {
    door.close();
    door = open("idle: 100ms");
    try (Socket socket = connect()) {
      assertThat(answer(socket)).isEmpty();
    }
    await().atMost(House.PATIENCE).until(() -> door.connections() == 0);
  }

  @Test
  void anAnswerTakesLessThanFiftyMilliseconds() throws Exception {
    house.services().memberships().setPublic(bob().member(), true).join();
    for (String query : List.of("", "/W", "d", "temp", "bob", "nobody", "help")) {
      // The machine that tests may be busy with something else, but not for ever.
      await()
          .atMost(House.PATIENCE)
          .untilAsserted(
              () -> assertThat(medianOfAnswers(query)).as(query).isLessThan(ANSWER_MOST));
    }
  }

  private Duration medianOfAnswers(String query) throws Exception {
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      long began = System.nanoTime();
      ask(query);
      took.add(Duration.ofNanos(System.nanoTime() - began));
    }
    Collections.sort(took);
    return took.get(20);
  }
}

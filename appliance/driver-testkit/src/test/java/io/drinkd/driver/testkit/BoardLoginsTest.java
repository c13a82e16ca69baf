package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.Secret;
import io.drinkd.driver.Timers;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.DialInPlace;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Boards that log in while others guess passwords and fill the port. */
class BoardLoginsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TURN = Duration.ofSeconds(4);
  private static final int AT_ONCE = 3;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ManualTimers timers = new ManualTimers();
  private final MachineThread thread = keep(new MachineThread());
  private final RecordedEvents events = new RecordedEvents();
  private BoardAcceptor acceptor;
  private int passersBy;

  private <T extends AutoCloseable> T keep(T one) {
    opened.push(one);
    return one;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  /** Opens the port, and expects one board, whose password is "secret". */
  private void open(Timers time) throws Exception {
    acceptor = keep(BoardAcceptor.open("127.0.0.1", 0, time));
    Secret secret = new Secret("secret");
    var settings = BoardSettings.of("test", secret, new TreeSet<>(List.of(1)));
    var sessions = acceptor.accept("test", Optional.of(secret), DialInPlace.ANY, thread);
    var context = new BoardContext(settings, sessions, events, thread.timers(timers));
    thread.call(() -> new BoardLink(context, TiniDriver.TRAITS, new TiniDriver.Codec()));
  }

  private RawLink dial(String from) throws IOException {
    return keep(
        new RawLink(new Socket("127.0.0.1", acceptor.port(), InetAddress.getByName(from), 0)));
  }

  private RawLink guess(String from) throws IOException {
    RawLink guesser = dial(from);
    guesser.send("0guess\n");
    return guesser;
  }

  /** As many wrong logins as are answered at once. */
  private void useUpAllowance(String from) throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      RawLink guesser = guess(from);
      assertThat(guesser.next()).isEqualTo("2");
      assertThat(guesser.next()).isEqualTo("(end)");
    }
    awaitTimers(0);
  }

  /** Each connection without a login has a deadline, and each origin whose logins wait a timer. */
  private void awaitTimers(int running) {
    await().atMost(PATIENCE).until(() -> timers.waiting() == running);
  }

  /** Until the logins that came before are checked, or wait: this one, from elsewhere, need not. */
  private void settle() throws IOException {
    passersBy++;
    RawLink passerBy = guess("127.3.0." + passersBy);
    assertThat(passerBy.next()).isEqualTo("2");
    assertThat(passerBy.next()).isEqualTo("(end)");
  }

  /** No more than one turn, for a login that is being checked has a deadline. */
  private void letTurnCome() throws IOException {
    settle();
    timers.advance(TURN);
    settle();
  }

  /** Lets one turn come, and returns who was refused by it. */
  private RawLink refusedInNextTurn(List<RawLink> waiting) throws IOException {
    letTurnCome();
    await().atMost(PATIENCE).until(() -> answered(waiting).size() == 1);
    RawLink answered = answered(waiting).get(0);
    assertThat(answered.next()).isEqualTo("2");
    assertThat(answered.next()).isEqualTo("(end)");
    waiting.remove(answered);
    return answered;
  }

  private static List<RawLink> answered(List<RawLink> waiting) throws IOException {
    List<RawLink> answered = new ArrayList<>();
    for (RawLink one : waiting) {
      if (one.hasInput()) {
        answered.add(one);
      }
    }
    return answered;
  }

  @Test
  void thereAreFewerPlacesWhereThereIsNoRoomForMore() throws Exception {
    acceptor = keep(BoardAcceptor.open("127.0.0.1", 0, 2, timers));
    RawLink oldest = dial("127.0.0.1");
    awaitTimers(1);
    RawLink next = dial("127.0.0.2");
    awaitTimers(2);
    RawLink last = dial("127.0.0.3");

    assertThat(oldest.next()).isEqualTo("(end)");
    awaitTimers(2);
    assertThat(next.hasInput()).isFalse();
    assertThat(last.hasInput()).isFalse();
  }

  @Test
  void loginInCalmIsAnsweredAtOnceAlsoAfterATypo() throws Exception {
    open(timers);
    assertThat(guess("127.0.0.1").next()).isEqualTo("2");

    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void guessesThatWaitTogetherAreCheckedOneByOne() throws Exception {
    open(timers);
    useUpAllowance("127.0.0.1");
    List<RawLink> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(guess("127.0.0.1"));
    }

    for (int left = 8; left > 0; left--) {
      assertThat(waiting).hasSize(left);
      refusedInNextTurn(waiting);
    }
  }

  @Test
  void aBoardIsCheckedBeforeTheGuessesThatWaitedBeforeIt() throws Exception {
    open(timers);
    useUpAllowance("127.0.0.1");
    List<RawLink> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(guess("127.0.0.1"));
    }
    RawLink first = refusedInNextTurn(waiting);
    assertThat(first).as("whether the newest or the oldest is next alternates").isNotNull();

    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    letTurnCome();
    letTurnCome();

    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void aBoardThatWaitsIsNotDisconnectedInFavourOfGuessers() throws Exception {
    open(timers);
    useUpAllowance("127.0.0.1");
    guess("127.0.0.1");
    settle();
    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    settle();
    // The guessers come later, by the clock, too.
    timers.advance(Duration.ofMillis(1));
    for (int i = 0; i < 40; i++) {
      guess("127.0.0.1");
      settle();
    }
    // Nothing but its own turn ends the wait: no deadline, and no other's connection.
    for (int turn = 0; turn < 5; turn++) {
      letTurnCome();
    }

    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void guessersElsewhereDelayNoBoard() throws Exception {
    open(timers);
    useUpAllowance("127.0.0.2");
    guess("127.0.0.2");
    awaitTimers(1);

    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void guessesOfThoseWhoHaveHungUpTakeNoTurn() throws Exception {
    open(timers);
    useUpAllowance("127.0.0.1");
    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    settle();
    for (int i = 0; i < 5; i++) {
      guess("127.0.0.1").close();
    }
    letTurnCome();
    letTurnCome();

    assertThat(board.next()).isEqualTo("1");
  }

  /** The machine is down; whoever looks why sees that something did try to log in. */
  @Test
  void wrongPasswordIsTheReasonWhyTheBoardIsDown() throws Exception {
    open(timers);
    assertThat(guess("127.0.0.1").next()).isEqualTo("2");

    assertThat(events.next(PATIENCE))
        .contains("state down: login from 127.0.0.1 refused: wrong password");
  }

  @Test
  void silentConnectionsOfOneAddressMakeRoomForANewOne() throws Exception {
    open(timers);
    RawLink oldest = dial("127.0.0.1");
    for (int i = 0; i < 32; i++) {
      dial("127.0.0.1");
    }
    assertThat(oldest.next()).isEqualTo("(end)");

    RawLink board = dial("127.0.0.1");
    board.send("0secret\n");
    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void aBoardThatSendsByteByByteSurvivesAFloodFromManyAddresses() throws Exception {
    open(timers);
    RawLink board = dial("127.0.0.1");
    List<RawLink> strangers = new ArrayList<>();
    for (char one : "0secret\n".toCharArray()) {
      board.send(String.valueOf(one));
      for (int i = 0; i < 50; i++) {
        int number = strangers.size();
        strangers.add(dial("127.1." + number / 200 + "." + (1 + number % 200)));
        strangers.get(number).send("0");
      }
      // Without the board, which may have logged in by now.
      int tooMany = strangers.size() - BoardAcceptor.PENDING_MAX;
      if (tooMany <= 0) {
        awaitTimers(strangers.size() + 1);
      } else {
        assertThat(strangers.get(tooMany - 1).next()).isEqualTo("(end)");
      }
      timers.advance(Duration.ofMillis(1));
    }

    assertThat(board.next()).isEqualTo("1");
  }

  @Test
  void theGreediestAddressMakesRoomForOthers() throws Exception {
    open(timers);
    RawLink alone = dial("127.0.0.2");
    alone.send("0");
    for (int i = 0; i < 20 * 16; i++) {
      dial("127.2.0." + (1 + i % 20)).send("0");
    }
    alone.send("secret\n");

    assertThat(alone.next()).isEqualTo("1");
  }
}

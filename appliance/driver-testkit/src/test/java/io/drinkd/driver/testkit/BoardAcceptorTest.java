package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Secret;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.DialInPlace;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Boards that dial in, known and unknown ones. */
class BoardAcceptorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ManualTimers timers = new ManualTimers();
  private final MachineThread thread = keep(new MachineThread());
  private BoardAcceptor acceptor;

  /** A model whose login no TINI board would understand. */
  private static final class CoffeeCodec extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      return line.startsWith("HELLO ") ? new BoardMessage.Login(line.substring(6)) : garbage(line);
    }

    @Override
    protected String write(BoardRequest request) {
      return request instanceof BoardRequest.AcceptLogin ? "WELCOME" : "GO AWAY";
    }
  }

  @BeforeEach
  void openPort() throws IOException {
    acceptor = keep(BoardAcceptor.open("127.0.0.1", 0, timers));
  }

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

  private Board expect(
      String password, Optional<String> address, ProtocolCodecFactory codec, RecordedEvents events)
      throws Exception {
    DialInPlace place = DialInPlace.ANY;
    if (address.isPresent()) {
      place = DialInPlace.from(InetAddress.getByName(address.get()));
    }
    Secret secret = new Secret(password);
    var settings = BoardSettings.of("test", secret, new TreeSet<>(List.of(1)));
    var sessions = acceptor.accept("test", Optional.of(secret), place, thread);
    var context = new BoardContext(settings, sessions, events, thread.timers(timers));
    return thread.call(() -> new BoardLink(context, TiniDriver.TRAITS, codec));
  }

  private RecordedEvents expect(String password) throws Exception {
    var events = new RecordedEvents();
    expect(password, Optional.empty(), new TiniDriver.Codec(), events);
    return events;
  }

  private RawLink dial() throws IOException {
    return keep(RawLink.to(new InetSocketAddress("127.0.0.1", acceptor.port())));
  }

  private static void assertReported(RecordedEvents events, String expected)
      throws InterruptedException {
    assertThat(events.next(PATIENCE)).contains(expected);
  }

  @Test
  void aBoardIsKnownByItsPassword() throws Exception {
    var big = expect("big secret");
    var little = expect("little secret");

    RawLink link = dial();
    link.send("0little secret\n71 1\n832.0\n");

    assertThat(link.next()).isEqualTo("1");
    assertReported(little, "state up: logged in");
    assertReported(little, "slots 1 loaded");
    assertReported(little, "temperature 0");
    assertThat(big.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void loginMayComeInSingleBytes() throws Exception {
    var events = expect("secret");
    RawLink link = dial();
    for (char one : "0 secret\n".toCharArray()) {
      link.send(String.valueOf(one));
    }

    assertThat(link.next()).isEqualTo("1");
    assertReported(events, "state up: logged in");
  }

  @Test
  void eachModelIsAskedInItsOwnLanguage() throws Exception {
    expect("secret");
    var coffee = new RecordedEvents();
    expect("beans", Optional.empty(), new CoffeeCodec(), coffee);

    RawLink link = dial();
    link.send("HELLO beans\n");
    assertThat(link.next()).isEqualTo("WELCOME");
    assertReported(coffee, "state up: logged in");

    RawLink wrong = dial();
    wrong.send("HELLO decaf\n");
    assertThat(wrong.next()).isEqualTo("GO AWAY");
    assertThat(wrong.next()).isEqualTo("(end)");
  }

  @Test
  void aBoardMayBeBoundToItsAddress() throws Exception {
    var events = new RecordedEvents();
    expect("secret", Optional.of("127.0.0.2"), new TiniDriver.Codec(), events);
    expect("other", Optional.of("127.0.0.1"), new TiniDriver.Codec(), new RecordedEvents());

    RawLink stranger = dial();
    stranger.send("0secret\n");
    assertThat(stranger.next()).isEqualTo("2");

    RawLink link =
        keep(
            new RawLink(
                new Socket("127.0.0.1", acceptor.port(), InetAddress.getByName("127.0.0.2"), 0)));
    link.send("0secret\n");
    assertThat(link.next()).isEqualTo("1");
    assertReported(events, "state up: logged in");
  }

  @Test
  void nobodyUnknownStaysLongerThanTenSeconds() throws Exception {
    expect("secret");
    RawLink silent = dial();
    RawLink noisy = dial();
    noisy.send("GET / HTTP/1.1\r\n");
    await().atMost(PATIENCE).until(() -> timers.waiting() == 2);
    timers.advance(Duration.ofSeconds(10));

    assertThat(silent.next()).isEqualTo("(end)");
    assertThat(noisy.next()).isEqualTo("(end)");
  }

  @Test
  void whoeverSendsMuchBeforeTheLoginIsDisconnected() throws Exception {
    expect("secret");
    RawLink link = dial();
    link.send("x".repeat(2000));

    assertThat(link.next()).isEqualTo("(end)");
  }

  @Test
  void aSecondLinkTakesThePlaceOfTheFirst() throws Exception {
    var events = new RecordedEvents();
    Board board = expect("secret", Optional.empty(), new TiniDriver.Codec(), events);
    RawLink first = dial();
    first.send("0secret\n");
    assertThat(first.next()).isEqualTo("1");
    assertReported(events, "state up: logged in");
    var order = thread.call(() -> board.drop(new DropOrder(7, 1)));
    assertThat(first.next()).isEqualTo("31");

    RawLink second = dial();
    second.send("0secret\n");

    assertThat(first.next()).isEqualTo("(end)");
    assertThat(second.next()).isEqualTo("1");
    assertThat(order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(DropOutcome.Unknown.class);
    assertReported(events, "state down: replaced by a new link of the same board");
    assertReported(events, "state up: logged in");
  }

  @Test
  void aBoardThatIsClosedIsExpectedNoMore() throws Exception {
    var events = new RecordedEvents();
    Board board = expect("secret", Optional.empty(), new TiniDriver.Codec(), events);
    expect("other");
    RawLink link = dial();
    link.send("0secret\n");
    assertThat(link.next()).isEqualTo("1");
    thread.call(board::close).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(link.next()).isEqualTo("(end)");
    RawLink again = dial();
    again.send("0secret\n");
    assertThat(again.next()).isEqualTo("2");
  }

  @Test
  void aSimulatedBoardDialsInAgainAndAgain() throws Exception {
    var events = expect("secret");
    var board =
        keep(
            SimulatedBoard.dial(
                new SimulatedBoardOptions("secret").stock(3),
                new InetSocketAddress("127.0.0.1", acceptor.port()),
                Duration.ofMillis(20)));
    for (int i = 0; i < 3; i++) {
      assertReported(events, "state up: logged in");
      board.command("hang up");
      for (String event = events.next(PATIENCE).orElseThrow(); !event.startsWith("state down"); ) {
        event = events.next(PATIENCE).orElseThrow();
      }
    }
  }
}

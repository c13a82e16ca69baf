package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.net.OutboundMessage;
import io.drinkd.appliance.net.ReadGate.Reason;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.telnet.TelnetSettings.Bounds;
import io.drinkd.driver.Timers.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * One connection: bytes to keys, keys to answers, and how long all of that may take.
 *
 * <p>What is typed while something is awaited is kept and taken up after it, so that a text that is
 * pasted has its effect line by line. It is taken up in small turns, and only as fast as the client
 * takes what it is answered.
 */
final class TelnetFilter extends IoFilterAdapter
    implements ConnectionHandler, Terminal, TelnetDecoder.Listener, KeyDecoder.Listener {

  /** How long a client that sends nothing more may wait for what it has asked. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int LINES_A_TURN = 16;

  /** With more bytes typed ahead nothing more is read. */
  private static final int PENDING_MAX = 1_024;

  private final Connection connection;
  private final TelnetSettings settings;
  private final Services services;
  private final TelnetDecoder decoder = new TelnetDecoder(this);
  private final TelnetOptions options = new TelnetOptions();
  private final KeyDecoder keys = new KeyDecoder(this);
  private final PendingKeys pending = new PendingKeys();
  private final Screen screen;
  private Bounds bounds;
  private Timer timeUp = () -> {};
  private Optional<CompletableFuture<?>> awaited = Optional.empty();
  private boolean awaitsLogin;
  private int followed;
  private int linesInTurn;
  private boolean turnWaits;
  private boolean turnWaitsForClient;
  private boolean inputEnded;
  private boolean closed;

  private enum Signal implements FilterEvent {
    TIME_UP,
    PATIENCE_OVER,
    NEXT_TURN
  }

  private record Output(byte[] bytes) implements OutboundMessage {}

  /** Something has come to its end. */
  private record Done(Runnable what) implements FilterEvent {}

  TelnetFilter(Connection connection, TelnetSettings settings, Services services) {
    this.connection = connection;
    this.settings = settings;
    this.services = services;
    bounds = settings.beforeLogin();
    screen = new Screen(this::write, options::echoes);
  }

  private void write(byte[] bytes) {
    connection.write(new Output(bytes));
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    timeUp = connection.after(bounds.longest(), Signal.TIME_UP);
    byte[] offer = options.offer();
    write(offer);
    // Where nobody understands the offer, its bytes may be seen: blanks are written over them.
    write(("\r" + " ".repeat(offer.length) + "\r").getBytes(StandardCharsets.US_ASCII));
    new Login(
            this,
            services,
            services.logins().anybody(TelnetProtocol.NAME, settings.origin(connection.address())),
            services.catalog().at(connection.localAddress()).map(machine -> machine.id()))
        .begin(settings.secret());
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (message instanceof EndOfInput end) {
      endOfInput(end);
      return;
    }
    IoBuffer buffer = (IoBuffer) message;
    while (buffer.hasRemaining()) {
      decoder.accept(buffer.getUnsigned());
    }
    takeUp();
  }

  private void endOfInput(EndOfInput end) {
    if (end.stopping()) {
      end("The appliance stops. What you have ordered is in your history.", end.why());
      return;
    }
    inputEnded = true;
    connection.after(PATIENCE, Signal.PATIENCE_OVER);
    takeUp();
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event instanceof Done done) {
      if (!closed && connection.end().isEmpty()) {
        done.what.run();
        takeUp();
      }
    } else if (event == Signal.NEXT_TURN) {
      linesInTurn = 0;
      turnWaits = false;
      turnWaitsForClient = connection.waitingBytes() > 0;
      takeUp();
    } else if (event == Signal.TIME_UP) {
      end("Your time is up; connect again. Good bye.", "session too long");
    } else if (event == Signal.PATIENCE_OVER) {
      giveUpLogin();
      connection.end("closed by the client");
    } else {
      next.event(session, event);
    }
  }

  @Override
  public void drained() {
    if (turnWaitsForClient) {
      turnWaitsForClient = false;
      turnWaits = true;
      connection.post(Signal.NEXT_TURN);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    closed = true;
    timeUp.cancel();
    giveUpLogin();
    next.sessionClosed(session);
  }

  private void giveUpLogin() {
    if (awaitsLogin) {
      awaited.ifPresent(login -> login.cancel(false));
    }
  }

  /** Takes up what was typed, until something is to be awaited. */
  private void takeUp() {
    while (pending.size() > 0 && isReady()) {
      keys.accept(pending.take());
      if (linesInTurn >= LINES_A_TURN) {
        turnWaits = true;
        connection.post(Signal.NEXT_TURN);
      }
    }
    if (turnWaits || turnWaitsForClient) {
      // The rest follows.
      hold();
      return;
    }
    linesInTurn = 0;
    pending.trim();
    hold();
    if (inputEnded && pending.size() == 0 && awaited.isEmpty() && followed == 0) {
      connection.end("closed by the client");
    }
  }

  private void hold() {
    connection.gate().hold(Reason.REQUESTS_WAIT, pending.size() > PENDING_MAX);
  }

  private boolean isReady() {
    return awaited.isEmpty() && !turnWaits && !turnWaitsForClient && connection.end().isEmpty();
  }

  @Override
  public void data(int octet) {
    if (octet == KeyDecoder.CONTROL_C && awaited.isPresent()) {
      pending.clear();
      giveUpLogin();
    } else {
      pending.add(octet);
    }
  }

  @Override
  public void command(int command) {
    switch (command) {
      case TelnetDecoder.ARE_YOU_THERE -> screen.line("[yes]");
      case TelnetDecoder.INTERRUPT_PROCESS, TelnetDecoder.BREAK -> data(KeyDecoder.CONTROL_C);
      case TelnetDecoder.ERASE_CHARACTER -> data('\b');
      case TelnetDecoder.ERASE_LINE -> data(KeyDecoder.CONTROL_U);
      default -> {
        // Means nothing here.
      }
    }
  }

  @Override
  public void option(int verb, int option) {
    byte[] answer = options.received(verb, option);
    if (answer.length > 0) {
      write(answer);
    }
  }

  @Override
  public void subnegotiation(int option, byte[] bytes) {
    if (option == TelnetOptions.WINDOW_SIZE && bytes.length == 4) {
      screen.resize(
          (bytes[0] & 0xff) << 8 | bytes[1] & 0xff, (bytes[2] & 0xff) << 8 | bytes[3] & 0xff);
    }
  }

  @Override
  public void typed(int character) {
    screen.type(character);
  }

  @Override
  public void pressed(KeyDecoder.Key key) {
    switch (key) {
      case ENTER -> enter();
      case ERASE -> screen.erase();
      case ERASE_WORD -> screen.eraseWord();
      case ERASE_LINE -> screen.eraseLine();
      case INTERRUPT -> interrupt();
      case END -> {
        if (screen.isNothingTyped()) {
          end("Good bye.", "quit");
        }
      }
    }
  }

  private void enter() {
    linesInTurn++;
    screen.asked().ifPresent(question -> question.answered().accept(screen.enter()));
  }

  private void interrupt() {
    linesInTurn++;
    screen
        .asked()
        .ifPresent(
            question -> {
              screen.interrupt();
              question.interrupted().run();
            });
  }

  @Override
  public void line(String text) {
    screen.line(text);
  }

  @Override
  public void rows(List<String> rows, Runnable then) {
    new Pager(this, screen).show(rows, then);
  }

  @Override
  public void ask(Question question) {
    screen.ask(question);
  }

  @Override
  public boolean showsHidden() {
    return !options.echoes();
  }

  @Override
  public <T> void await(
      Supplier<CompletableFuture<T>> work, Consumer<T> then, Consumer<RefusedException> refused) {
    CompletableFuture<T> begun = begun(work);
    awaited = Optional.of(begun);
    whenDone(
        begun,
        () -> {
          awaited = Optional.empty();
          awaitsLogin = false;
        },
        then,
        refused);
  }

  @Override
  public <T> void awaitLogin(
      Supplier<CompletableFuture<T>> work, Consumer<T> then, Consumer<RefusedException> refused) {
    awaitsLogin = true;
    await(work, then, refused);
  }

  private static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> work) {
    try {
      return work.get();
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <T> void follow(
      CompletableFuture<T> work, Consumer<T> then, Consumer<RefusedException> refused) {
    followed++;
    whenDone(work, () -> followed--, then, refused);
  }

  private <T> void whenDone(
      CompletableFuture<T> work,
      Runnable first,
      Consumer<T> then,
      Consumer<RefusedException> refused) {
    work.whenComplete(
        (found, failure) ->
            connection.post(
                new Done(
                    () -> {
                      first.run();
                      if (failure == null) {
                        then.accept(found);
                      } else {
                        refused.accept(refusal(failure));
                      }
                    })));
  }

  private RefusedException refusal(Throwable failure) {
    return failure instanceof CancellationException
        ? new RefusedException(Refusal.NOT_READY, "given up")
        : services.faults().refusal("telnet", failure);
  }

  @Override
  public int followed() {
    return followed;
  }

  @Override
  public void loggedIn(boolean somebody) {
    connection.keep(somebody);
    bounds = somebody ? settings.afterLogin() : settings.beforeLogin();
    timeUp.cancel();
    timeUp = connection.after(bounds.longest(), Signal.TIME_UP);
  }

  @Override
  public void end(String last, String why) {
    if (connection.end().isEmpty()) {
      screen.leave();
      screen.line(last);
      connection.end(why);
    }
  }

  @Override
  public Duration idleBound() {
    return bounds.idle();
  }

  @Override
  public Duration shortestIdleBound() {
    return settings.shortestIdle();
  }

  @Override
  public boolean isWaiting() {
    return awaited.isPresent() || followed > 0;
  }

  @Override
  public void idle() {
    screen.leave();
    screen.line("Nothing was typed for too long. Good bye.");
  }
}

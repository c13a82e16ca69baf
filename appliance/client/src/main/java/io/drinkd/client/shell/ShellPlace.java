package io.drinkd.client.shell;

import io.drinkd.client.command.DropProgress;
import io.drinkd.client.command.KeptOrAsked;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Person;
import io.drinkd.client.command.Place;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Event;
import io.drinkd.client.session.Server;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.session.Watching;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.wire.Reply;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;

/**
 * Where commands of the shell run: one session for all of them, which watches. A connection that is
 * lost is made again in the background. The lock is held by whoever uses the session.
 */
final class ShellPlace implements Place, AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

  private final Settings settings;
  private final Terminal terminal;
  private final Output out;
  private final ReentrantLock lock = new ReentrantLock();
  private final LivePrompt prompt = new LivePrompt();
  private Watching watching = new Watching(this::happened);
  private boolean watches;

  /** Completes when the connection ends on which events come. */
  private volatile CompletableFuture<Void> followed = new CompletableFuture<>();

  private ShellPerson person;
  private KeptOrAsked logins;
  private volatile Session session;
  private volatile boolean closed;

  /** Raised by whatever may have changed what is in a slot. */
  private volatile long changes;

  ShellPlace(Settings settings, Terminal terminal, Output out) {
    this.settings = settings;
    this.terminal = terminal;
    this.out = out;
  }

  /** Connects; logs in if a token is kept. */
  void begin(LineReader reader) {
    prompt.showOn(reader);
    person = new ShellPerson(reader);
    logins = new KeptOrAsked(settings, person);
    session = newSession(watching);
    if (logins.isThere()) {
      session.repeated(session::logIn);
    }
    settings
        .machine()
        .ifPresent(machine -> session.repeated(() -> session.select(settings.machine())));
    follow();
    refresh();
    out.remark("Connected to " + settings.address() + ". \"help\" lists the commands.");
  }

  /**
   * Asks for events on a connection that has none yet, and notices its end. Old servers have no
   * events, so there the prompt changes by commands.
   */
  private void follow() {
    CompletableFuture<Void> end = session.end();
    if (end == followed || end.isDone()) {
      return;
    }
    try {
      watching.begin(session);
      watches = true;
    } catch (FailedException e) {
      if (e.code() == ExitCode.NO_CONNECTION) {
        throw e;
      }
      watches = false;
    }
    followed = end;
    end.thenRun(
        () -> {
          if (end == followed && !closed) {
            prompt.connected(false);
            Thread thread = new Thread(() -> connectAgain(end), "connect");
            thread.setDaemon(true);
            thread.start();
          }
        });
  }

  /** At growing intervals, between which commands may try it too. */
  private void connectAgain(CompletableFuture<Void> ended) {
    Duration pause = PAUSE;
    boolean done = false;
    while (!done) {
      LockSupport.parkNanos(pause.toNanos());
      lock.lock();
      try {
        done = closed || ended != followed || reconnected();
      } finally {
        lock.unlock();
      }
      pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
    }
  }

  /** Whether it worked, or cannot work; the next command says then what is wrong. */
  private boolean reconnected() {
    try {
      if (session.end().isDone()) {
        session.reconnect();
      }
      follow();
      refresh();
      prompt.connected(true);
      return true;
    } catch (FailedException e) {
      return e.code() != ExitCode.NO_CONNECTION && e.code() != ExitCode.NOT_READY;
    }
  }

  private void happened(Event event) {
    switch (event.kind()) {
      case "CREDITS" -> prompt.credits(event.words().get(0));
      case "MACHINE" -> prompt.say(event.words().get(0) + " is " + event.words().get(1));
      case "SLOT", "DROP" -> changes++;
      default -> {}
    }
  }

  /** How often something changed that slots show. */
  long changes() {
    return changes;
  }

  String prompt() {
    return prompt.text();
  }

  /** Runs a command. */
  void carryOut(Runnable command) {
    lock.lock();
    try {
      if (session.end().isDone()) {
        session.reconnect();
      }
      command.run();
    } finally {
      changes++;
      refreshQuietly();
      lock.unlock();
    }
  }

  /** Selects a machine. */
  void use(String machine) {
    carryOut(
        () ->
            session.repeated(
                () -> session.select(Optional.of(machine).filter(name -> !name.isEmpty()))));
  }

  /** Looks something up for completion, unless the session is in use or lost. */
  <T> Optional<T> lookUp(Function<Session, T> question) {
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      return session.end().isDone() ? Optional.empty() : Optional.of(question.apply(session));
    } catch (FailedException e) {
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void refresh() {
    prompt.machine(session.selected());
    prompt.credits(logins.isThere() ? String.valueOf(session.balance()) : "");
  }

  private void refreshQuietly() {
    try {
      follow();
      prompt.connected(!session.end().isDone());
      prompt.machine(session.selected());
      if (!watches || prompt.hasNoCredits()) {
        refresh();
      }
    } catch (FailedException e) {
      prompt.connected(!session.end().isDone());
    }
  }

  @Override
  public Output out() {
    return out;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Person person() {
    return person;
  }

  @Override
  public InputStream input() {
    throw FailedException.usage("this is for the command line, not for the shell");
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public Session newSession(Consumer<String> events) {
    Server server = new Server(settings.address(), settings.trust(), settings.machine(), logins);
    return Session.open(server, events);
  }

  @Override
  public boolean hasLogin() {
    return logins.isThere();
  }

  @Override
  public void forgetLogin() {
    logins.forget();
    session.close();
    session = newSession(watching);
    follow();
  }

  @Override
  public Waiting waiting(DropProgress.Shown what) {
    return (waited, reply) -> {
      try (KeysMeanwhile keys = new KeysMeanwhile(terminal)) {
        return new DropProgress(what, keys::show, keys::enterPressed).await(waited, reply);
      } catch (FailedException e) {
        if (e.code() == ExitCode.INTERRUPTED) {
          leave(what, waited, reply);
        }
        throw e;
      }
    };
  }

  /** The drop keeps its connection, on which replies come in order; commands get another one. */
  private void leave(DropProgress.Shown what, Session left, CompletableFuture<Reply> reply) {
    Thread.interrupted();
    Optional<String> machine = left.selected();
    watching = new Watching(this::happened);
    session = newSession(watching);
    if (logins.isThere()) {
      session.logIn();
    }
    machine.ifPresent(id -> session.select(machine));
    follow();
    reply.whenComplete(
        (done, lost) -> {
          String outcome = lost == null ? outcome(done) : "the connection was lost; see: history";
          prompt.say(what.drink() + ": " + outcome);
          left.close();
        });
  }

  private static String outcome(Reply done) {
    return done.done() ? "dropped." : done.text();
  }

  @Override
  public void close() {
    closed = true;
    session.close();
  }
}

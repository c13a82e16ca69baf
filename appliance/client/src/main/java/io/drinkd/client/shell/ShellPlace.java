package io.drinkd.client.shell;

import io.drinkd.client.command.DropProgress;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Place;
import io.drinkd.client.command.ProgressLine;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.line.Syntax;
import io.drinkd.client.session.Event;
import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.session.Watching;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.wire.Reply;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;

/**
 * Where commands of the shell run: one session for all of them, which watches. A connection that is
 * lost is made again in the background. The lock is held by whoever uses the session.
 */
final class ShellPlace extends Place {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

  private final Terminal terminal;
  private final boolean utc;
  private final ShellPerson person;
  private final ReentrantLock lock = new ReentrantLock();
  private final LivePrompt prompt = new LivePrompt();
  private Watching watching = new Watching(this::happened);
  private boolean watches;

  /** Completes when the connection ends on which events come. */
  private volatile CompletableFuture<Void> followed = new CompletableFuture<>();

  private volatile Session session;
  private volatile boolean closed;

  /** Raised by whatever may have changed what is in a slot. */
  private volatile long changes;

  ShellPlace(Settings settings, Terminal terminal, Output out, boolean utc) {
    this(settings, terminal, out, utc, new ShellPerson());
  }

  private ShellPlace(
      Settings settings, Terminal terminal, Output out, boolean utc, ShellPerson person) {
    super(settings, out, person);
    this.terminal = terminal;
    this.utc = utc;
    this.person = person;
  }

  /** Connects; logs in if a token is kept. */
  void begin(LineReader reader) {
    prompt.showOn(reader);
    person.typesTo(reader);
    session = newSession(watching);
    if (hasLogin()) {
      session.repeated(session::logIn);
    }
    Optional<String> machine = settings().machine();
    machine.ifPresent(id -> session.repeated(() -> session.select(machine)));
    follow();
    refresh();
    out().remark("Connected to " + settings().address() + ". \"help\" lists the commands.");
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
            prompt.sayWhileTyping(
                "The connection to " + settings().address() + " was lost; connecting again.");
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
      case "MACHINE" -> prompt.say(new Machine(event.word(0), event.word(0), event.word(1)).line());
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
    prompt.credits(hasLogin() ? String.valueOf(session.balance()) : "");
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
  public InputStream input() {
    throw FailedException.usage("this is for the command line, not for the shell");
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public boolean utc() {
    return utc;
  }

  @Override
  public List<Syntax> own() {
    return Shell.OWN;
  }

  @Override
  public void forgetLogin() {
    super.forgetLogin();
    session.close();
    session = newSession(watching);
    follow();
  }

  @Override
  public ProgressLine progress() {
    return new ProgressLine(this::show, () -> Shell.columns(terminal));
  }

  private void show(String text) {
    terminal.writer().print(text);
    terminal.writer().flush();
  }

  @Override
  public Waiting waiting(DropProgress.Shown what) {
    return new ShellWaiting(what);
  }

  /** For a drop: the keyboard is its own only while its reply is to come. */
  private final class ShellWaiting implements Waiting {

    private final DropProgress.Shown what;
    private final DropProgress progress;
    private Optional<KeysMeanwhile> keys = Optional.empty();

    ShellWaiting(DropProgress.Shown what) {
      this.what = what;
      progress =
          new DropProgress(
              what, progress(), () -> keys.filter(KeysMeanwhile::enterPressed).isPresent());
    }

    @Override
    public Reply await(Session waited, CompletableFuture<Reply> reply) {
      try (KeysMeanwhile meanwhile = new KeysMeanwhile(terminal)) {
        keys = Optional.of(meanwhile);
        return progress.await(waited, reply);
      } catch (FailedException e) {
        if (e.code() == ExitCode.INTERRUPTED) {
          leave(what, waited, reply);
        }
        throw e;
      } finally {
        keys = Optional.empty();
      }
    }

    @Override
    public void lost(LinkLostException why, long secondsLeft) {
      progress.lost(why, secondsLeft);
    }

    @Override
    public void over() {
      progress.over();
    }
  }

  /** The drop keeps its connection, on which replies come in order; commands get another one. */
  private void leave(DropProgress.Shown what, Session left, CompletableFuture<Reply> reply) {
    Thread.interrupted();
    Optional<String> machine = left.selected();
    watching = new Watching(this::happened);
    session = newSession(watching);
    if (hasLogin()) {
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
    return done.done() ? "dropped." : done.why();
  }

  @Override
  public void close() {
    closed = true;
    session.close();
  }
}

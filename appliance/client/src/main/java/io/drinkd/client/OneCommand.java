package io.drinkd.client;

import io.drinkd.client.command.DropProgress;
import io.drinkd.client.command.KeptOrAsked;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Person;
import io.drinkd.client.command.Place;
import io.drinkd.client.session.Server;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.settings.Settings;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Where one command runs that was given on the command line. */
final class OneCommand implements Place, AutoCloseable {

  private final Settings settings;
  private final Terminal terminal;
  private final Output out;
  private final KeptOrAsked logins;
  private Optional<Session> session = Optional.empty();

  OneCommand(Settings settings, Terminal terminal, Output out) {
    this.settings = settings;
    this.terminal = terminal;
    this.out = out;
    logins = new KeptOrAsked(settings, terminal);
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
    return terminal;
  }

  @Override
  public InputStream input() {
    return terminal.in();
  }

  @Override
  public Session session() {
    if (session.isEmpty()) {
      session = Optional.of(newSession(event -> {}));
    }
    return session.get();
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
  public Waiting waiting(DropProgress.Shown what) {
    boolean shown = terminal.is("err") && terminal.is("in");
    DropProgress progress =
        shown
            ? new DropProgress(what, terminal::showProgress, terminal::enterPressed)
            : new DropProgress(what, text -> {}, () -> false);
    return new SaysHowToCancel(progress, out, what.delay() > 0);
  }

  @Override
  public void forgetLogin() {
    logins.forget();
  }

  @Override
  public void close() {
    session.ifPresent(Session::close);
  }
}

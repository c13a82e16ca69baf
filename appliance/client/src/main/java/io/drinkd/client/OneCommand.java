package io.drinkd.client;

import io.drinkd.client.command.DropProgress;
import io.drinkd.client.command.Output;
import io.drinkd.client.command.Place;
import io.drinkd.client.command.ProgressLine;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.settings.Settings;
import java.io.InputStream;
import java.util.Optional;

/** Where one command runs that was given on the command line. */
final class OneCommand extends Place {

  private final Terminal terminal;
  private Optional<Session> session = Optional.empty();

  OneCommand(Settings settings, Terminal terminal, Output out) {
    super(settings, out, terminal);
    this.terminal = terminal;
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
  public Waiting waiting(DropProgress.Shown what) {
    // Enter cancels for whoever sees that it does.
    DropProgress progress =
        terminal.is("err") && terminal.is("in")
            ? new DropProgress(what, progress(), terminal::enterPressed)
            : new DropProgress(what, ProgressLine.none(), () -> false);
    return new SaysHowToCancel(progress, out(), what.delay() > 0);
  }

  @Override
  public ProgressLine progress() {
    return terminal.progress();
  }

  /** Commands have an option for it. */
  @Override
  public boolean utc() {
    return false;
  }

  @Override
  public void close() {
    session.ifPresent(Session::close);
  }
}

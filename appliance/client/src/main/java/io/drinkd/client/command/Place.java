package io.drinkd.client.command;

import io.drinkd.client.line.Syntax;
import io.drinkd.client.session.Server;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.settings.Settings;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Where commands run: for one command line, or in the shell. */
public abstract class Place implements AutoCloseable {

  private final Settings settings;
  private final Output out;
  private final Person person;
  private final KeptOrAsked logins;

  /**
   * A place.
   *
   * @param out where results go
   * @param person who is asked what has to be asked
   */
  protected Place(Settings settings, Output out, Person person) {
    this.settings = settings;
    this.out = out;
    this.person = person;
    logins = new KeptOrAsked(settings, person);
  }

  public final Output out() {
    return out;
  }

  public final Settings settings() {
    return settings;
  }

  /** The person, if one is there. */
  public final Person person() {
    return person;
  }

  /** What is typed, byte by byte. */
  public abstract InputStream input();

  /** The session, connected now at the latest. */
  public abstract Session session();

  /** A connection of its own, for a command that keeps it for itself and closes it. */
  public final Session newSession(Consumer<String> events) {
    Server server = new Server(settings.address(), settings.trust(), settings.machine(), logins);
    return Session.open(server, events);
  }

  /** Whether there is a login for which nobody has to be asked. */
  public final boolean hasLogin() {
    return logins.isThere();
  }

  /** How a drop is waited for. */
  public abstract Waiting waiting(DropProgress.Shown what);

  /** Where is shown how something stands that takes a while. */
  public abstract ProgressLine progress();

  /** Whether times are shown in UTC, whatever the command says. */
  public abstract boolean utc();

  /** What is known here besides {@link Subcommands#ALL}. */
  public List<Syntax> own() {
    return List.of();
  }

  /** Forgets with what was logged in before, such as a token that was just made or ended. */
  public void forgetLogin() {
    logins.forget();
  }

  @Override
  public abstract void close();
}

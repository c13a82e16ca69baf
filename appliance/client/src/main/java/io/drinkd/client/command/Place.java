package io.drinkd.client.command;

import io.drinkd.client.session.Session;
import io.drinkd.client.session.Waiting;
import io.drinkd.client.settings.Settings;
import java.io.InputStream;
import java.util.function.Consumer;

/** Where a command runs: for one command line, or in the shell. */
public interface Place {

  Output out();

  Settings settings();

  /** The person, if one is there. */
  Person person();

  /** What is typed, byte by byte. */
  InputStream input();

  /** The session, connected now at the latest. */
  Session session();

  /** A connection of its own, for a command that keeps it for itself and closes it. */
  Session newSession(Consumer<String> events);

  /** Whether there is a login for which nobody has to be asked. */
  boolean hasLogin();

  /** How a drop is waited for. */
  Waiting waiting(DropProgress.Shown what);

  /** Forgets with what was logged in before, such as a token that was just made or ended. */
  void forgetLogin();
}

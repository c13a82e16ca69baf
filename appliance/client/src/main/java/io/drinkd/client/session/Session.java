package io.drinkd.client.session;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.wire.Connection;
import io.drinkd.client.wire.Dialect;
import io.drinkd.client.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A conversation with a server: connected when it is made, logged in when something needs it. After
 * {@link #reconnect} it is where it was. Used by one thread at a time, but for {@link #close}.
 */
public final class Session implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final Server server;
  private final Consumer<String> events;
  private volatile Connection connection;
  private Optional<String> member = Optional.empty();
  private Optional<String> selected = Optional.empty();

  /** What the server calls the machine that is selected. */
  private Optional<String> welcomed = Optional.empty();

  private Session(Server server, Consumer<String> events) {
    this.server = server;
    this.events = events;
    connection = repeated(() -> Connection.open(server.address(), server.trust(), events), false);
  }

  /** Connects; whoever is not interested in events may ignore them. */
  public static Session open(Server server, Consumer<String> events) {
    return new Session(server, events);
  }

  /** Connects again, logs in and selects the machine. */
  public void reconnect() {
    connection.close();
    connection = Connection.open(server.address(), server.trust(), events);
    if (member.isPresent()) {
      member = Optional.empty();
      logIn();
    }
    selected.ifPresent(machine -> connection.ask("MACHINE", machine).orFail());
  }

  /** Carries out what changes nothing; once more if the connection is lost meanwhile. */
  public <T> T repeated(Supplier<T> reading) {
    return repeated(reading, true);
  }

  private <T> T repeated(Supplier<T> reading, boolean reconnects) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (reconnects && attempt > 1) {
          reconnect();
        }
        return reading.get();
      } catch (LinkLostException e) {
        if (attempt == ATTEMPTS || !e.connected()) {
          throw e;
        }
      }
    }
  }

  public Server server() {
    return server;
  }

  public Dialect dialect() {
    return connection.dialect();
  }

  /** Completes when the present connection has ended. */
  public CompletableFuture<Void> end() {
    return connection.end();
  }

  /** Sends a request and waits for its reply, whatever it is. */
  public Reply ask(String verb, Object... arguments) {
    return connection.ask(verb, arguments);
  }

  /** Sends a line; its reply may come much later. */
  public CompletableFuture<Reply> send(String request) {
    return connection.send(request);
  }

  /** Waits for the reply to a line that was sent. */
  public Reply await(CompletableFuture<Reply> reply) {
    return connection.await(reply);
  }

  /**
   * Asks for something with an effect. If the connection ends before the reply, nobody knows
   * whether it took place.
   */
  public Reply change(String verb, Object... arguments) {
    try {
      return ask(verb, arguments).orFail();
    } catch (LinkLostException e) {
      throw unknown(verb, e);
    }
  }

  static FailedException unknown(String verb, LinkLostException e) {
    return new FailedException(
        ExitCode.UNKNOWN,
        e.getMessage() + "; whether " + verb + " took place is not known, and it is not repeated");
  }

  /** Logs in, if that was not done before; returns the member's name. */
  public String logIn() {
    if (member.isEmpty()) {
      Credential credential = server.logins().get();
      Reply reply = logIn(credential);
      if (reply.meaning() == ExitCode.NOT_LOGGED_IN) {
        server.logins().refused();
      }
      if (reply.meaning() == ExitCode.NOT_LOGGED_IN && credential instanceof Credential.ByToken) {
        throw new FailedException(
            ExitCode.NOT_LOGGED_IN,
            "the token that is kept here is not valid any more; log in again");
      }
      reply.orFail();
      member = Optional.of(credential.name());
    }
    return member.get();
  }

  private Reply logIn(Credential credential) {
    if (credential instanceof Credential.ByToken token) {
      return ask("TOKEN", token.token());
    }
    Credential.Password password = (Credential.Password) credential;
    ask("USER", password.name()).orFail();
    return ask("PASS", password.password());
  }

  /** What the member can spend. */
  public long balance() {
    logIn();
    return ask("GETBALANCE").orFail().number();
  }

  /** What the member can spend after a reply, which says it in one of the dialects. */
  public Optional<Long> creditsAfter(Reply reply) {
    if (reply.number() >= 0 && reply.text().startsWith("Credits")) {
      return Optional.of(reply.number());
    }
    try {
      return Optional.of(balance());
    } catch (FailedException e) {
      // What was asked for has worked; this is a courtesy.
      return Optional.empty();
    }
  }

  /** The machines; empty at servers that do not list them. */
  public Optional<List<Machine>> machines() {
    Reply reply = ask("MACHINES");
    if (reply.meaning() == ExitCode.UNSUPPORTED) {
      return Optional.empty();
    }
    return Optional.of(
        reply.orFail().rows().stream().flatMap(row -> Machine.of(row).stream()).toList());
  }

  /**
   * Selects a machine.
   *
   * @param word its id or its name; empty for the one that is meant where none is named
   * @return what the server calls it; empty at a server that has selected one by itself
   */
  public String select(Optional<String> word) {
    Optional<String> wanted = word.or(() -> selected).or(server::machine);
    if (wanted.isPresent()) {
      return wanted.equals(selected) ? wanted.get() : selectNamed(wanted.get());
    }
    Optional<List<Machine>> machines = machines();
    if (machines.isEmpty()) {
      return "";
    }
    List<Machine> all = machines.get();
    String greeted = connection.greetedBy();
    Optional<Machine> only =
        all.size() == 1
            ? Optional.of(all.get(0))
            : all.stream().filter(machine -> machine.name().equals(greeted)).findFirst();
    return selectNamed(only.orElseThrow(() -> which(all)).id());
  }

  /** What people call the machine that is selected; its id where the server does not say. */
  public String machineName() {
    return welcomed.or(() -> selected).orElseGet(connection::greetedBy);
  }

  private static FailedException which(List<Machine> machines) {
    String all =
        machines.stream()
            .map(machine -> machine.id() + " (" + machine.name() + ")")
            .collect(Collectors.joining(", "));
    return FailedException.usage("name a machine: " + all);
  }

  private String selectNamed(String word) {
    if (!selectIfThere(word, this::machines)) {
      throw new FailedException(ExitCode.NOT_FOUND, "there is no machine \"" + word + "\"");
    }
    return selected.orElse(word);
  }

  /** By id or alias as the server knows them; else by how a machine that it lists is called. */
  private boolean selectIfThere(String word, Supplier<Optional<List<Machine>>> listed) {
    if (selectExact(word)) {
      return true;
    }
    Optional<String> id =
        listed.get().stream()
            .flatMap(List::stream)
            .filter(machine -> machine.isCalled(word))
            .map(Machine::id)
            .findFirst();
    return id.isPresent() && !id.get().equals(word) && selectExact(id.get());
  }

  private boolean selectExact(String word) {
    Reply reply = ask("MACHINE", word);
    if (reply.meaning() == ExitCode.NOT_FOUND) {
      return false;
    }
    String name = Dialect.welcomed(reply.orFail().text());
    welcomed = Optional.of(name).filter(said -> !said.isEmpty());
    selected = Optional.of(word);
    return true;
  }

  /** Whether a machine that the server lists has that id or name. */
  public boolean isCalled(String word) {
    return machines().stream().flatMap(List::stream).anyMatch(machine -> machine.isCalled(word));
  }

  /**
   * Selects the machine that the first of several words is, if it is one.
   *
   * @param listed the machines, where the server lists them; elsewhere the word must be one
   * @return whether it is one
   */
  public boolean selectFirst(String word, Optional<List<Machine>> listed) {
    if (listed.isEmpty()) {
      selectNamed(word);
      return true;
    }
    return selectIfThere(word, () -> listed);
  }

  /** From now on none is meant but the one that {@link #server} names. */
  public void unselect() {
    selected = Optional.empty();
    welcomed = Optional.empty();
  }

  /** The last entries of the member's history, the newest first. */
  public List<HistoryEntry> history(long limit) {
    return ask("HISTORY", limit).orFail().rows().stream()
        .flatMap(row -> HistoryEntry.of(row).stream())
        .toList();
  }

  /** The machine that is selected now. */
  public Optional<String> selected() {
    return selected;
  }

  /** The slots of the selected machine. */
  public List<Slot> slots() {
    return ask("STAT").orFail().rows().stream().flatMap(row -> Slot.of(row).stream()).toList();
  }

  /** Takes leave and disconnects; replies that are still to come are not waited for. */
  @Override
  public void close() {
    connection.send("QUIT");
    connection.close();
  }
}

package io.drinkd.client.wire;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection that was greeted. Requests may be sent on any thread; their replies come in the same
 * order. One thread of its own reads, completes replies and hands out events.
 */
public final class Connection implements AutoCloseable {

  /** How long a request may go unanswered. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same for a login, which a server slows down for up to 30 s after wrong ones. */
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(60);

  private static final Set<String> LOGINS = Set.of("PASS", "TOKEN");

  /** A server of this family greets at once; what accepts connections and does not is another. */
  private static final Duration GREETING_PATIENCE = Duration.ofSeconds(5);

  private static final String EVENT = "* ";
  private static final int ROWS_MAX = 100_000;

  /** Of all rows of one reply; far more than a house has to tell. */
  private static final int REPLY_MIB_MAX = 8;

  private final Address address;
  private final Socket socket;
  private final LineReader in;
  private final OutputStream out;
  private final String greeting;
  private final Dialect dialect;
  private final Consumer<String> events;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Guarded by itself, as is {@link #lost}. */
  private final Queue<CompletableFuture<Reply>> waiting = new ArrayDeque<>();

  private Optional<LinkLostException> lost = Optional.empty();

  private Connection(Address address, Socket socket, Consumer<String> events) throws IOException {
    this.address = address;
    this.socket = socket;
    this.events = events;
    in = new LineReader(socket.getInputStream());
    out = socket.getOutputStream();
    socket.setSoTimeout((int) GREETING_PATIENCE.toMillis());
    greeting = in.next().orElseThrow(() -> new LinkLostException(closed()));
    socket.setSoTimeout(0);
    dialect = Dialect.of(greeting);
  }

  /**
   * Connects and waits for the greeting.
   *
   * @param events what gets the lines of events, without the star before them, on the connection's
   *     thread
   * @throws LinkLostException if there is no connection, or nothing greets on it
   * @throws FailedException if the server is not trusted, refuses, or is none of this family
   */
  public static Connection open(Address address, Trust trust, Consumer<String> events) {
    Socket socket = Sockets.connect(address, trust);
    try {
      Connection connection = new Connection(address, socket, events);
      Thread thread = new Thread(connection::read, "replies");
      thread.setDaemon(true);
      thread.start();
      return connection;
    } catch (SocketTimeoutException e) {
      Sockets.close(socket);
      throw LinkLostException.notConnected(silent(address));
    } catch (IOException e) {
      Sockets.close(socket);
      throw new LinkLostException("the connection to " + address + " was lost before a greeting");
    } catch (FailedException e) {
      Sockets.close(socket);
      throw e;
    }
  }

  private static String silent(Address address) {
    return address
        + " did not greet within "
        + GREETING_PATIENCE.toSeconds()
        + " s: it is no drink server, "
        + (address.tls() ? "or hangs" : "expects TLS (try --tls), or hangs");
  }

  private String closed() {
    return "the connection to " + address + " was closed";
  }

  public Address address() {
    return address;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The name in the greeting: of the machine that is selected, or of the server. */
  public String greetedBy() {
    return Dialect.welcomed(greeting);
  }

  /**
   * Sends a request; its reply may come much later. It fails with {@link LinkLostException} if the
   * connection ends first; whether the server got the request is then not known.
   */
  public CompletableFuture<Reply> send(String request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    synchronized (waiting) {
      if (lost.isPresent()) {
        reply.completeExceptionally(lost.get());
        return reply;
      }
      waiting.add(reply);
      try {
        out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The reader notices it too, and then all replies fail.
        Sockets.close(socket);
      }
    }
    return reply;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @throws LinkLostException if the connection ends first, or no reply comes in {@link #PATIENCE}
   */
  public Reply ask(String verb, Object... arguments) {
    CompletableFuture<Reply> reply = send(Request.of(verb, arguments));
    return await(reply, LOGINS.contains(verb) ? LOGIN_PATIENCE : PATIENCE);
  }

  /** Waits for a reply, as {@link #ask} does. */
  public Reply await(CompletableFuture<Reply> reply) {
    return await(reply, PATIENCE);
  }

  private Reply await(CompletableFuture<Reply> reply, Duration patience) {
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      lose("no answer from " + address + " within " + patience.toSeconds() + " s");
      return reply.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkLostException("interrupted");
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (CompletionException e) {
      throw failure(e);
    }
  }

  private static FailedException failure(Exception e) {
    return e.getCause() instanceof FailedException failed
        ? failed
        : new LinkLostException("the reply could not be read");
  }

  /** Completes when the connection has ended, for whatever reason. */
  public CompletableFuture<Void> end() {
    return end;
  }

  private void read() {
    String why = closed();
    try {
      List<String> rows = new ArrayList<>();
      long bytes = 0;
      for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
        if (dialect.closes(line.get())) {
          why = closed() + ": " + line.get().substring(line.get().indexOf(' ') + 1);
        } else if (line.get().startsWith(EVENT)) {
          events.accept(line.get().substring(EVENT.length()));
        } else if (rows.size() == ROWS_MAX) {
          why = "a reply of " + address + " has too many lines";
          break;
        } else if (bytes + in.lastLength() > REPLY_MIB_MAX << 20) {
          why = "a reply of " + address + " has more than " + REPLY_MIB_MAX + " MiB";
          break;
        } else {
          rows = take(rows, line.get());
          bytes = rows.isEmpty() ? 0 : bytes + in.lastLength();
        }
      }
    } catch (IOException e) {
      why = "the connection to " + address + " was lost";
    } finally {
      lose(why);
      end.complete(null);
    }
  }

  private List<String> take(List<String> rows, String line) {
    Optional<Reply> reply = dialect.last(rows, line);
    if (reply.isEmpty()) {
      rows.add(line);
      return rows;
    }
    CompletableFuture<Reply> asked;
    synchronized (waiting) {
      asked = waiting.poll();
    }
    if (asked != null) {
      asked.complete(reply.get());
    }
    return new ArrayList<>();
  }

  private void lose(String why) {
    List<CompletableFuture<Reply>> unanswered;
    LinkLostException failure;
    synchronized (waiting) {
      failure = lost.orElseGet(() -> new LinkLostException(why));
      lost = Optional.of(failure);
      unanswered = new ArrayList<>(waiting);
      waiting.clear();
    }
    Sockets.close(socket);
    unanswered.forEach(reply -> reply.completeExceptionally(failure));
  }

  @Override
  public void close() {
    lose("the connection was closed here");
  }
}

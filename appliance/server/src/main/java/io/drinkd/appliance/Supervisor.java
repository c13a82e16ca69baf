package io.drinkd.appliance;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that supervises this process, if it wants to be notified of its state: systemd, by
 * the protocol of {@code sd_notify}. Without one nothing happens.
 *
 * <p>Java has no datagram sockets of the Unix domain, so the program {@code systemd-notify} sends
 * the messages. One shell starts it for each line that it reads, so that this process starts only
 * that shell: a Java that was replaced on disk since the start may no longer be able to start
 * programs.
 *
 * <p>May be used by any thread.
 */
final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private static final String SOCKET = "NOTIFY_SOCKET";

  /** Signals to the whole group of processes leave it alone; it ends with its input. */
  private static final String SHELL =
      "trap '' HUP INT TERM; while IFS= read -r line; do systemd-notify \"$line\"; done";

  /** The address of its socket. */
  private final Optional<String> socket;

  private final Optional<Duration> patience;
  private Optional<Process> shell = Optional.empty();
  private boolean failed;
  private boolean closed;

  private Supervisor(Optional<String> socket, Optional<Duration> patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /**
   * What the environment of this process says of one.
   *
   * @param environment as systemd sets it for a service
   */
  static Supervisor of(Map<String, String> environment) {
    Optional<String> socket = Optional.ofNullable(environment.get(SOCKET));
    String own = Long.toString(ProcessHandle.current().pid());
    boolean watches = environment.getOrDefault("WATCHDOG_PID", own).equals(own);
    return new Supervisor(
        socket,
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(text -> socket.isPresent() && watches && text.matches("[1-9][0-9]{0,14}"))
            .map(text -> Duration.ofNanos(1_000 * Long.parseLong(text))));
  }

  /** How long this process may be silent before it is restarted; empty if it may for ever. */
  Optional<Duration> patience() {
    return patience;
  }

  /** The start, or a reload, is done. */
  void ready() {
    send("READY=1");
  }

  /** The configuration is being read again. */
  void reloading() {
    send("RELOADING=1");
  }

  /** The end has begun. */
  void stopping() {
    send("STOPPING=1");
  }

  /** What the process does, in one line for whoever asks the supervisor. */
  void status(String line) {
    send("STATUS=" + line.replaceAll("\\p{Cntrl}", "?"));
  }

  /** This process works. */
  void alive() {
    send("WATCHDOG=1");
  }

  private synchronized void send(String assignment) {
    if (socket.isEmpty() || closed) {
      return;
    }
    try {
      if (shell.filter(Process::isAlive).isEmpty()) {
        shell = Optional.of(start(socket.get()));
      }
      OutputStream input = shell.get().getOutputStream();
      input.write((assignment + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        // What to do: install or free what is missing; it is tried again, and systemd restarts a
        // service that stays silent.
        LOG.error("supervisor not notified of {}: {}", assignment, FileFailure.reason(e));
      }
      failed = true;
    }
  }

  private static Process start(String socket) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", SHELL)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT);
    builder.environment().put(SOCKET, socket);
    return builder.start();
  }

  /** Nothing more is sent. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (shell.isPresent()) {
        shell.get().getOutputStream().close();
      }
    } catch (IOException e) {
      LOG.debug("the shell that notifies the supervisor has ended before", e);
    }
  }
}

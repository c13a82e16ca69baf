package io.drinkd.appliance.control;

import io.drinkd.appliance.control.CommandPlaces.Place;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a running appliance takes operators' commands: a Unix-domain socket. One thread accepts;
 * each connection carries one command, on a thread of a small pool, and has one of the {@link
 * CommandPlaces}.
 */
public final class ControlSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

  // sun_path holds 108 bytes on Linux, the last of them 0.
  private static final int PATH_BYTES_MAX = 107;
  private static final long CLOSE_SECONDS = 5;

  /** A thread each, and as many for those that have given way and are about to end. */
  private static final int THREADS_MAX = 2 * CommandPlaces.CONNECTED_MAX;

  private static final String TOO_MANY =
      "more than " + CommandPlaces.CONNECTED_MAX + " commands at once; try again";

  /** How long to wait before the next try to accept, after one has failed. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Path path;
  private final ServerSocketChannel server;
  private final CommandRunner runner;
  private final Timers timers;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final CommandPlaces places = new CommandPlaces();
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0, THREADS_MAX, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
  private final Thread acceptor;
  private final CountDownLatch closing = new CountDownLatch(1);

  private ControlSocket(
      Path path, ServerSocketChannel server, CommandRunner runner, Timers timers) {
    this.path = path;
    this.server = server;
    this.runner = runner;
    this.timers = timers;
    this.acceptor = new Thread(this::accept, "control-accept");
    this.acceptor.setDaemon(true);
  }

  /**
   * Begins to listen. A socket that a killed process left behind is replaced.
   *
   * @param place where it is, and whose it is
   * @param runner carries the commands out
   * @param timers limit how long a client may take to send its command and to read the answer
   * @throws IOException if the socket cannot be made; the message says why
   */
  public static ControlSocket open(SocketPlace place, CommandRunner runner, Timers timers)
      throws IOException {
    Path path = place.path();
    if (Math.max(bytes(path), bytes(place.hidden())) > PATH_BYTES_MAX) {
      throw new IOException(
          path
              + ": longer than the "
              + PATH_BYTES_MAX
              + " bytes that the system allows for a socket; set "
              + place.key()
              + ": to a shorter path");
    }
    place.prepare();
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(place.hidden()));
      place.publish();
    } catch (IOException e) {
      server.close();
      throw new IOException(
          path + ": the control socket cannot be created: " + FileFailure.reason(e), e);
    }
    ControlSocket socket = new ControlSocket(path, server, runner, timers);
    socket.acceptor.start();
    socket.executor.execute(runner::prepare);
    return socket;
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "control-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    boolean failing = false;
    while (server.isOpen()) {
      try {
        serve(server.accept());
        failing = false;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        if (!failing) {
          // What to do: give the command again; if that fails too, raise the limit of open files
          // for drinkd.
          LOG.warn("{}: operator's command not accepted: {}", path, FileFailure.reason(e));
        }
        // Whoever waits to be accepted still does: at once it would fail again, and again.
        failing = true;
        if (isClosedWithin(RETRY)) {
          return;
        }
      }
    }
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void serve(SocketChannel channel) {
    ControlConnection connection =
        new ControlConnection(channel, timers, () -> closing.getCount() == 0);
    Optional<Place> place = places.enter(() -> giveWay(channel));
    if (place.isEmpty()) {
      connection.refuse(TOO_MANY);
      return;
    }
    open.add(channel);
    try {
      executor.execute(
          () -> {
            try {
              connection.serve(runner, place.get());
            } finally {
              open.remove(channel);
              place.get().leave();
            }
            runner.prepare();
          });
    } catch (RejectedExecutionException e) {
      open.remove(channel);
      place.get().leave();
      connection.refuse(TOO_MANY);
    }
  }

  private static void giveWay(SocketChannel channel) {
    // What to do: nothing, if that one was forgotten somewhere; otherwise give its command again.
    LOG.info("operator's command disconnected: it waited for its operator, and others came");
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of an operator's command failed: {}", e.toString());
    }
  }

  /** Takes no more commands, and ends those that run. */
  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
      executor.shutdownNow();
      acceptor.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        // What to do: after the next start, find out whether the command was carried out.
        LOG.warn("{}: operator's command still running {} s after stop", path, CLOSE_SECONDS);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What to do: nothing, the next start replaces the socket.
      LOG.warn("{}: closing the control socket failed: {}", path, FileFailure.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

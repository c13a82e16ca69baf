package io.drinkd.driver.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A board with its machine, on a real socket: it listens like a board behind a serial-to-TCP
 * bridge, or dials like one with a network of its own, or one at a broker. It serves one link at a
 * time, as its {@link BoardModel} does. Faults are injected by {@link #command}.
 *
 * <p>A TINI board that is sent input on which the firmware crashes complains and is deaf from then
 * on: {@link #isDeaf}. Methods may be called on any thread.
 */
public final class SimulatedBoard implements AutoCloseable {

  /** A board whose firmware has crashed does nothing any more. */
  private static final long UNPLUGGED_MILLIS = 2_000;

  private final SimulatedBoardOptions options;
  private final Optional<CanLog> canLog;
  private final SimulatedMachine machine;
  private final FaultQueue faults = new FaultQueue();
  private final BoardConsole console;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Firmware firmware;
  private final Thread thread = daemon(this::run);
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(SimulatedBoard::daemon);

  private volatile LinkSource links;
  private volatile Optional<BoardSocket> link = Optional.empty();
  private volatile CountDownLatch unplugged = new CountDownLatch(0);
  private volatile CountDownLatch pluggedIn = new CountDownLatch(0);
  private volatile boolean deaf;

  private SimulatedBoard(SimulatedBoardOptions options, LinkSource links) throws IOException {
    this.options = options;
    this.links = links;
    canLog =
        options.canLog().isPresent()
            ? Optional.of(new CanLog(options.canLog().get()))
            : Optional.empty();
    machine = new SimulatedMachine(options.stock(), options.fahrenheit(), canLog);
    console = new BoardConsole(options.model(), machine, faults, this);
    firmware = options.model().firmware(options, machine, faults, stopped);
  }

  /** A board that is dialled, on a free port of the loopback interface. */
  public static SimulatedBoard listen(SimulatedBoardOptions options) throws IOException {
    return listen(options, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * A board that is dialled.
   *
   * @param address where it listens; port 0 for any that is free
   */
  public static SimulatedBoard listen(SimulatedBoardOptions options, InetSocketAddress address)
      throws IOException {
    return new SimulatedBoard(options, LinkSource.listening(address)).start();
  }

  /**
   * A board that dials.
   *
   * @param redialAfter how long it waits after a link that was lost or could not be made; real
   *     boards wait 30 s
   */
  public static SimulatedBoard dial(
      SimulatedBoardOptions options, InetSocketAddress address, Duration redialAfter)
      throws IOException {
    return new SimulatedBoard(options, new LinkSource.Dialling(address, redialAfter)).start();
  }

  private SimulatedBoard start() {
    thread.start();
    every(options.temperatureEvery(), () -> onLink(firmware::temperatureRead));
    every(options.keepAliveEvery(), () -> onLink(firmware::keepAlive));
    return this;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "simulated-board");
    thread.setDaemon(true);
    return thread;
  }

  private void every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    ticker.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void run() {
    try {
      do {
        if (pluggedIn.getCount() > 0) {
          unplugged.countDown();
          pluggedIn.await();
        }
        serveNextLink();
      } while (!stopped.await(links.pause().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serveNextLink() throws InterruptedException {
    try (var socket = new BoardSocket(links.next())) {
      link = Optional.of(socket);
      options.links().accept(socket.from());
      options.events().accept("linked");
      if (firmware.serve(socket) == Firmware.End.DEAF) {
        deaf = true;
        stopped.await();
      }
      options.events().accept("unlinked");
    } catch (IOException e) {
      if (stopped.getCount() > 0) {
        options.events().accept("no link: " + e.getMessage());
      }
    } finally {
      link = Optional.empty();
    }
  }

  /** Something that is done on a link. */
  @FunctionalInterface
  interface LinkWork {
    void on(BoardSocket link) throws IOException;
  }

  /** Does something on the link, if there is one. */
  void onLink(LinkWork work) {
    link.ifPresent(
        socket -> {
          try {
            work.on(socket);
          } catch (IOException e) {
            options.events().accept("not sent, the link is broken");
          }
        });
  }

  /** Sends a line on the link, if there is one. */
  void send(String line) {
    onLink(socket -> socket.send(line));
  }

  Firmware firmware() {
    return firmware;
  }

  /**
   * Closes the link; until {@link #plugIn} there is no other one. The system closes the port when
   * nobody accepts on it any more, so that is waited for.
   */
  void unplug() {
    if (pluggedIn.getCount() == 0) {
      unplugged = new CountDownLatch(1);
      pluggedIn = new CountDownLatch(1);
      try {
        links.close();
        hangUp();
        unplugged.await(UNPLUGGED_MILLIS, TimeUnit.MILLISECONDS);
      } catch (IOException e) {
        throw new UncheckedIOException("Unplugging a simulated board failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void plugIn() {
    if (pluggedIn.getCount() > 0) {
      try {
        links = links.reopen();
      } catch (IOException e) {
        throw new UncheckedIOException("Plugging in a simulated board failed", e);
      }
      pluggedIn.countDown();
    }
  }

  void hangUp() {
    link.ifPresent(BoardSocket::close);
  }

  /**
   * Executes a command of {@link BoardConsole}.
   *
   * @throws IllegalArgumentException if there is no such command; the message lists them
   */
  public void command(String line) {
    console.execute(line);
  }

  /** The port on which the board listens, or to which it dials. */
  public int port() {
    return links.address().getPort();
  }

  /** Where the board listens, or where it dials to. */
  public InetSocketAddress address() {
    return links.address();
  }

  /** Whether the firmware has crashed on its input. */
  public boolean isDeaf() {
    return deaf;
  }

  public boolean isLinked() {
    return link.isPresent();
  }

  /** How many cans are in a slot. */
  public int stock(int slot) {
    return machine.stock(slot);
  }

  /** How many cans fell; with a can log, those before a restart included. */
  public long cansFallen() {
    return machine.cansFallen();
  }

  /** Waits until the board is switched off, by {@link #close} or by the command {@code quit}. */
  public void awaitEnd() throws InterruptedException {
    stopped.await();
  }

  /** Switches the board off, whatever it is doing. */
  void switchOff() {
    stopped.countDown();
    pluggedIn.countDown();
  }

  /** Switches the board off, whatever it is doing, and waits until all is closed. */
  @Override
  public void close() {
    switchOff();
    ticker.shutdownNow();
    try {
      links.end();
      hangUp();
      thread.join();
      if (canLog.isPresent()) {
        canLog.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Stopping a simulated board failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

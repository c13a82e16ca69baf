package io.drinkd.appliance.net;

import io.drinkd.appliance.config.AddressRange;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * One client's connection, as the transport and the protocol both see it. Used on its I/O thread
 * only, but where something else is said.
 */
public final class Connection {

  /** Stands where no timer runs. */
  static final Timer NO_TIMER = () -> {};

  private final IoSession session;
  private final IoThread thread;
  private final Timers timers;
  private final ReadGate gate;
  private final InetSocketAddress remote;
  private final InetAddress origin;
  private final long openedNanos;
  private ConnectionHandler handler;
  private long turnNanos;
  private long heardNanos;
  private Optional<String> end = Optional.empty();
  private volatile boolean kept;

  /**
   * @param thread runs tasks on the session's I/O thread
   */
  Connection(IoSession session, IoThread thread, Timers timers) {
    this.session = session;
    this.thread = thread;
    this.timers = timers;
    gate = new ReadGate(session);
    remote = (InetSocketAddress) session.getRemoteAddress();
    origin = AddressRange.network(remote.getAddress());
    openedNanos = timers.nanoTime();
    turnNanos = openedNanos;
    heardNanos = openedNanos;
  }

  void handleBy(ConnectionHandler protocol) {
    handler = protocol;
  }

  /** The protocol's side of it. */
  ConnectionHandler handler() {
    return handler;
  }

  /** The client's address. */
  public InetAddress address() {
    return remote.getAddress();
  }

  /**
   * Whom connections and requests are counted for: the client's {@linkplain AddressRange#network
   * network}. May be called anywhere.
   */
  InetAddress origin() {
    return origin;
  }

  /**
   * Whether it is known who the client is: such a connection is not cut off to make room for
   * others.
   */
  public void keep(boolean known) {
    kept = known;
  }

  /** See {@link #keep}. May be called anywhere. */
  boolean isKept() {
    return kept;
  }

  /** The client's address and port, for logs. */
  public String client() {
    return remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }

  /** The address of this host to which the client has connected. */
  public InetAddress localAddress() {
    return ((InetSocketAddress) session.getLocalAddress()).getAddress();
  }

  /** What reading waits for; a protocol may close it for reasons of its own. */
  public ReadGate gate() {
    return gate;
  }

  /** Sends a message. It leaves together with all others of the packet or event in hand. */
  public void write(OutboundMessage message) {
    session.write(message);
  }

  /** How many bytes wait for the client to take them. */
  public long waitingBytes() {
    return session.getScheduledWriteBytes();
  }

  /**
   * Lines begin to be taken up. The clock is read here, once for all the lines of a packet: when it
   * was read for each of them, five times, that took up to 18 % of the I/O thread's time with 16
   * requests in a packet.
   */
  void beginTurn() {
    turnNanos = timers.nanoTime();
  }

  /** When the line in hand, or one of the same packet before it, began to be taken up. */
  long turnNanos() {
    return turnNanos;
  }

  /** A whole line has come, in this turn. */
  void heardLine() {
    heardNanos = turnNanos;
  }

  /** There is a sign of life now, such as a reply that the client waited for. */
  public void heard() {
    heardNanos = timers.nanoTime();
  }

  /** How long there has been no sign of life. */
  Duration silence() {
    return Duration.ofNanos(timers.nanoTime() - heardNanos);
  }

  /** How long it has been open. */
  public Duration age() {
    return Duration.ofNanos(timers.nanoTime() - openedNanos);
  }

  /**
   * Ends it gracefully: no more input is taken up, and it closes when all that was written has
   * left. Only the first reason counts.
   *
   * @param why one line for the log
   */
  public void end(String why) {
    if (end.isEmpty()) {
      end = Optional.of(why);
      gate.end();
    }
  }

  /** Why it ends or has ended; empty while it does not. */
  public Optional<String> end() {
    return end;
  }

  /** Ends it at once: what still waits to be written is dropped. */
  public void cutOff(String why) {
    end(why);
    session.closeNow();
  }

  /** The same on its I/O thread, soon. May be called anywhere. */
  void cutOffSoon(String why) {
    thread.execute(() -> cutOff(why));
  }

  /** Sends an event through the connection's chain, now. */
  public void fire(FilterEvent event) {
    session.getFilterChain().fireEvent(event);
  }

  /** The same on its I/O thread, soon. May be called anywhere. */
  public void post(FilterEvent event) {
    thread.execute(() -> fire(event));
  }

  /** The same after a while. May be called anywhere. */
  public Timer after(Duration delay, FilterEvent event) {
    return timers.after(delay, () -> post(event));
  }

  /**
   * The same for what a client has to do until then: what has come by that time is read first. A
   * process that has stood still, as on a machine that swaps, would find time gone and the client's
   * bytes unread.
   */
  Timer deadline(Duration delay, FilterEvent event) {
    return timers.after(delay, () -> thread.executeAfterReading(() -> fire(event)));
  }
}

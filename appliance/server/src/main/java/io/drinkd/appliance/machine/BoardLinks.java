package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.AcceptSettings;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.DialInPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The network links with the boards of all machines, those dialled and those that dial in. */
public final class BoardLinks implements AutoCloseable {

  private final Timers timers;
  private final Optional<BoardAcceptor> acceptor;
  private final BoardConnector connector = new BoardConnector();
  private volatile Predicate<String> mayOrder = machine -> true;

  /**
   * Opens the port on which boards dial in, if there is to be one; nothing is dialled yet.
   *
   * @throws IOException if it cannot be opened; itself or its cause says why
   */
  public BoardLinks(Optional<AcceptSettings> accept, Timers timers) throws IOException {
    this(accept, BoardAcceptor.PENDING_MAX, timers);
  }

  /**
   * The same where there may not be room for as many connections.
   *
   * @param pendingMax how many may be open whose boards have not logged in
   */
  public BoardLinks(Optional<AcceptSettings> accept, int pendingMax, Timers timers)
      throws IOException {
    this.timers = timers;
    try {
      acceptor =
          accept.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  BoardAcceptor.open(accept.get().host(), accept.get().port(), pendingMax, timers));
    } catch (IOException e) {
      connector.close();
      throw e;
    }
  }

  /** From now on orders are sent only to machines of which this says that they may be. */
  void requireFor(Predicate<String> orders) {
    mayOrder = orders;
  }

  /** Whether orders may be sent to a machine now. */
  boolean mayOrder(String machine) {
    return mayOrder.test(machine);
  }

  /** The port on which boards dial in, if there is one. */
  public OptionalInt port() {
    return acceptor.isPresent() ? OptionalInt.of(acceptor.get().port()) : OptionalInt.empty();
  }

  /** The ports of single boards that are open, beside that of all. */
  public SortedSet<Integer> ownPorts() {
    return acceptor.map(BoardAcceptor::ownPorts).orElseGet(TreeSet::new);
  }

  /** Whether boards that dial in can do so, or there are to be none. */
  public boolean isOpen() {
    return acceptor.map(BoardAcceptor::isOpen).orElse(true);
  }

  /**
   * The links with one machine's board.
   *
   * @param traits those of its model
   */
  MachineLinks of(MachineSettings machine, BoardTraits traits) {
    return new MachineLinks(this, machine, traits);
  }

  /** The links with one machine's board, whose model has these traits. */
  record MachineLinks(BoardLinks all, MachineSettings machine, BoardTraits traits) {

    /**
     * Where its sessions come from.
     *
     * @param executor the machine's thread, on which its driver runs
     */
    SessionSource sessions(Executor executor) {
      return all.sessions(machine, traits, executor);
    }

    /** Whether orders may be sent to it now. */
    boolean mayOrder() {
      return all.mayOrder(machine.id());
    }
  }

  private SessionSource sessions(MachineSettings machine, BoardTraits traits, Executor executor) {
    if (machine.board().link() instanceof HostAndPort address) {
      return machine
          .board()
          .tls()
          .map(tls -> connector.dial(address.host(), address.port(), tls, timers, executor))
          .orElseGet(() -> connector.dial(address.host(), address.port(), timers, executor));
    }
    DialIn place = (DialIn) machine.board().link();
    Optional<Secret> password =
        Optional.of(machine.board().password().map(SecretText::text).orElse(""))
            .filter(text -> traits.login())
            .map(Secret::new);
    return acceptor
        .orElseThrow(() -> new IllegalStateException("no port on which boards dial in"))
        .accept(
            machine.id(),
            password,
            new DialInPlace(place.address().map(BoardLinks::literal), place.port()),
            executor);
  }

  /** The configuration has checked that it is an address. */
  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address + " is not an IP address", e);
    }
  }

  /** Completes when each I/O thread has come to it; never, perhaps, once this is closed. */
  public CompletableFuture<Void> progress() {
    return CompletableFuture.allOf(
        Stream.concat(
                acceptor.stream().map(BoardAcceptor::progress), Stream.of(connector.progress()))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Closes all links and the port. */
  @Override
  public void close() {
    acceptor.ifPresent(BoardAcceptor::close);
    connector.close();
  }
}

package io.drinkd.appliance;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.metric.Metrics.Sample;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners that are open. Opened, changed and closed by one thread at a time. */
final class Doors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final Map<String, Protocol> protocols;

  /** Read by other threads too. */
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  /** How each listener is, by name; for other threads. */
  private final Map<String, Finding> found = new ConcurrentSkipListMap<>();

  /**
   * A listener that is open.
   *
   * @param since when its port was opened, whatever settings it has got since
   */
  private record Open(Door door, ListenerSettings settings, Instant since) {

    boolean isAt(ListenerSettings other) {
      return settings.endpoint().isSamePlaceAs(other.endpoint());
    }

    /** Whether the door has applied other settings without being reopened. */
    boolean applies(ListenerSettings other) {
      return settings.equals(other)
          || isAt(other) && settings.protocol().equals(other.protocol()) && door.change(other);
    }
  }

  Doors(Map<String, Protocol> protocols) {
    this.protocols = protocols;
  }

  /** Opens a listener, unless it awaits its certificate. */
  void open(ListenerSettings listener) throws CannotListenException {
    if (listener.awaitsCertificate()) {
      LOG.info(
          "listener {} stays closed until its certificate is there: {}",
          listener.name(),
          listener.tls().orElseThrow().file());
      String file = listener.tls().orElseThrow().file();
      found.put(
          listener.name(),
          Finding.well(part(listener), Condition.AWAITS_CERTIFICATE.of(file))
              .since(Optional.of(closedSince(listener))));
      return;
    }
    Door door = protocols.get(listener.protocol()).open(listener);
    keep(listener, door, Instant.now());
  }

  private void keep(ListenerSettings listener, Door door, Instant since) {
    open.put(listener.name(), new Open(door, listener, since));
    String where = listener.endpoint().at(door.port());
    found.put(
        listener.name(),
        Finding.well(part(listener), Condition.OPEN.of(where)).since(Optional.of(since)));
  }

  /** It may be looked at again and again while it is closed. */
  private Instant closedSince(ListenerSettings listener) {
    return Optional.ofNullable(found.get(listener.name()))
        .filter(before -> before.found().phrase() == Condition.AWAITS_CERTIFICATE)
        .flatMap(Finding::since)
        .orElseGet(Instant::now);
  }

  private static String part(ListenerSettings listener) {
    return "listener " + listener.name();
  }

  /** How each listener is. May be called on any thread. */
  List<Finding> findings() {
    return found.values().stream().map(Finding::ofNeeded).toList();
  }

  /** How many connections each listener has that is open. May be called on any thread. */
  List<Sample> connections() {
    return open.entrySet().stream()
        .map(one -> Sample.of(one.getValue().door().connections(), one.getKey()))
        .toList();
  }

  /** The port of a listener; the one that the system chose if the settings say 0. */
  int port(String listener) {
    return open.get(listener).door().port();
  }

  /** Whether a listener is open. */
  boolean isOpen(String listener) {
    return open.containsKey(listener);
  }

  /**
   * Opens, changes and closes listeners until they are those. One that stays at its host and port
   * keeps its connections, if its protocol can do that, and applies its new settings from the next
   * connection on; one that moves is opened at its new place before the old one closes. What cannot
   * be opened is logged.
   */
  void change(List<ListenerSettings> wanted) {
    Set<String> names =
        wanted.stream()
            .filter(listener -> !listener.awaitsCertificate())
            .map(ListenerSettings::name)
            .collect(Collectors.toSet());
    for (String name : List.copyOf(open.keySet())) {
      if (!names.contains(name)) {
        LOG.info("listener {} closed, it or its certificate is no longer there", name);
        open.remove(name).door().close();
      }
    }
    found.keySet().retainAll(wanted.stream().map(ListenerSettings::name).toList());
    List<Door> left = new ArrayList<>();
    for (ListenerSettings listener : wanted) {
      Open now = open.get(listener.name());
      if (now == null) {
        openLogged(listener);
      } else if (now.applies(listener)) {
        keep(listener, now.door(), now.since());
      } else if (now.isAt(listener)) {
        // The new one needs its port.
        open.remove(listener.name()).door().close();
        openLogged(listener);
      } else if (openLogged(listener)) {
        left.add(now.door());
      }
    }
    left.forEach(Door::close);
  }

  /** Asks each for a proof of progress, by its name in the log; on any thread. */
  Map<String, CompletableFuture<Void>> progress() {
    return open.entrySet().stream()
        .collect(
            Collectors.toMap(
                one -> "listener " + one.getKey(), one -> one.getValue().door().progress()));
  }

  private boolean openLogged(ListenerSettings listener) {
    try {
      open(listener);
      if (open.containsKey(listener.name())) {
        LOG.info(
            "listener {} open on {}",
            listener.name(),
            listener.endpoint().at(port(listener.name())));
      }
      return true;
    } catch (CannotListenException e) {
      // What to do: end the program that has the port, or change the listener; then send SIGHUP.
      LOG.error("listener not opened: {}", e.getMessage());
      found.put(
          listener.name(), Finding.wrong(part(listener), Condition.NOT_OPEN.of(e.getMessage())));
      return false;
    }
  }

  /** Closes all at once, because each waits for its connections, for some seconds at most. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> closed =
        open.entrySet().stream()
            .map(
                one ->
                    CompletableFuture.runAsync(
                        one.getValue().door()::close,
                        task -> new Thread(task, "closing-" + one.getKey()).start()))
            .toList();
    open.clear();
    closed.forEach(CompletableFuture::join);
  }
}

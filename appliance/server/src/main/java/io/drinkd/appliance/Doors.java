package io.drinkd.appliance;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.sunday.CannotListenException;
import io.drinkd.appliance.sunday.Commands;
import io.drinkd.appliance.sunday.Core;
import io.drinkd.appliance.sunday.SundayDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners that are open. Not for several threads at once. */
final class Doors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final Core core;
  private final int threads;
  private final Commands commands = Commands.indexed();
  private final Map<String, SundayDoor> open = new HashMap<>();

  /**
   * @param threads how many I/O threads serve each
   */
  Doors(Core core, int threads) {
    this.core = core;
    this.threads = threads;
  }

  /** Opens one more. */
  void open(ListenerSettings listener) throws CannotListenException {
    open.put(listener.name(), SundayDoor.open(listener, core, commands, threads));
  }

  /** The port of a listener; the one that the system chose if the settings say 0. */
  int port(String listener) {
    return open.get(listener).port();
  }

  /**
   * Makes the listeners those. One that stays where it is keeps its connections and goes by its new
   * settings from the next connection on; one that moves is opened anew before the old one closes.
   * What cannot be opened is told in the log, and the listener stays as it was.
   */
  void change(List<ListenerSettings> wanted) {
    Set<String> names = wanted.stream().map(ListenerSettings::name).collect(Collectors.toSet());
    for (String name : List.copyOf(open.keySet())) {
      if (!names.contains(name)) {
        LOG.info("listener {} is closed", name);
        open.remove(name).close();
      }
    }
    List<SundayDoor> left = new ArrayList<>();
    for (ListenerSettings listener : wanted) {
      SundayDoor door = open.get(listener.name());
      if (door != null && door.isAt(listener)) {
        door.change(listener);
        continue;
      }
      try {
        open(listener);
        LOG.info("listener {} is open on port {}", listener.name(), port(listener.name()));
        if (door != null) {
          left.add(door);
        }
      } catch (CannotListenException e) {
        LOG.error("{}", e.getMessage());
      }
    }
    left.forEach(SundayDoor::close);
  }

  /** Closes all, each with its own patience. */
  @Override
  public void close() {
    open.values().forEach(SundayDoor::close);
    open.clear();
  }
}

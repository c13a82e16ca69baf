package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.driver.link.BoardAcceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files the system lets this process have open. Each connection is one; so are the books,
 * the links to the boards, and all else, which must not fail because clients have taken the last.
 *
 * @param most how many may be open at once
 * @param others how many were open before there were clients and machines
 */
record FileLimit(long most, long others) {

  private static final Logger LOG = LoggerFactory.getLogger(FileLimit.class);

  /** For what comes and goes: the store's files, logs, operators' commands, new drivers. */
  private static final int RESERVE = 64;

  /** Its link, and the next one while the system still closes that. */
  private static final int OF_MACHINE = 2;

  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern MOST = Pattern.compile("(?m)^Max open files +(\\d+)");

  /** As it is now. Where the system does not say, there is no limit. */
  static FileLimit now() {
    try (Stream<Path> open = Files.list(OPEN)) {
      Matcher most = MOST.matcher(Files.readString(LIMITS));
      if (most.find()) {
        return new FileLimit(Long.parseLong(most.group(1)), open.count());
      }
    } catch (IOException e) {
      LOG.debug("how many files may be open is not known", e);
    }
    return new FileLimit(Long.MAX_VALUE, 0);
  }

  /** How many connections of boards that have not logged in there is room for. */
  int boardPlaces(ApplianceSettings settings) {
    if (settings.boards().isEmpty()) {
      return 0;
    }
    // Half of it is left for clients, and one place is needed in any case.
    return (int) Math.max(1, Math.min(BoardAcceptor.PENDING_MAX, room(settings) / 2));
  }

  /** The same, logged if they are fewer than there should be. */
  int fitBoards(ApplianceSettings settings) {
    int places = boardPlaces(settings);
    if (settings.boards().isPresent() && places < BoardAcceptor.PENDING_MAX) {
      // What to do: raise the limit for the process.
      LOG.warn(
          "boards: connections that have not logged in lowered from {} to {}, for the process may"
              + " have {} files open; raise that (systemd: LimitNOFILE=, shell: ulimit -n)",
          BoardAcceptor.PENDING_MAX,
          places,
          most);
    }
    return places;
  }

  private long room(ApplianceSettings settings) {
    return most - others - RESERVE - (long) OF_MACHINE * settings.machines().size();
  }

  /**
   * The listeners; with fewer connections each if there is not room for as many, which is logged.
   */
  List<ListenerSettings> fit(ApplianceSettings settings) {
    long room = room(settings) - boardPlaces(settings);
    long wanted =
        settings.listeners().stream()
            .filter(one -> !one.awaitsCertificate())
            .mapToLong(one -> one.connections().all())
            .sum();
    return room >= wanted
        ? settings.listeners()
        : settings.listeners().stream()
            .map(one -> one.awaitsCertificate() ? one : lowered(one, room, wanted))
            .toList();
  }

  private ListenerSettings lowered(ListenerSettings listener, long room, long wanted) {
    ConnectionBounds bounds = listener.connections();
    ConnectionBounds lowered =
        new ConnectionBounds(
            part(bounds.all(), room, wanted), part(bounds.perAddress(), room, wanted));
    // What to do: raise the limit for the process, or lower "connections: all" in the
    // configuration.
    LOG.warn(
        "listener {}: connections lowered from {} to {}, for the process may have {} files open;"
            + " raise that (systemd: LimitNOFILE=, shell: ulimit -n)",
        listener.name(),
        bounds.all(),
        lowered.all(),
        most);
    return listener.with(lowered);
  }

  private static int part(int bound, long room, long wanted) {
    return (int) Math.max(1, bound * Math.max(0, room) / wanted);
  }
}

package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member's client that hears of events at one appliance, and continues after the last one that it
 * has whenever the connection was lost.
 */
final class EventWatcher implements Runnable {

  private static final Pattern WATCHING = Pattern.compile("OK Watching from (\\d+)\\.");
  private static final Pattern EVENT = Pattern.compile("\\* (\\d+) (.*)");
  private static final String NOT_READY = "ERR 350";
  private static final long LINGER_MILLIS = 50;

  private final int appliance;
  private final String member;
  private final BankHouse house;
  private final Traffic traffic;
  private final Journal journal;

  // Guarded by this.
  private final TreeMap<Long, String> events = new TreeMap<>();
  private long first = -1;
  private int connections;

  EventWatcher(int appliance, String member, BankHouse house, Traffic traffic, Journal journal) {
    this.appliance = appliance;
    this.member = member;
    this.house = house;
    this.traffic = traffic;
    this.journal = journal;
  }

  @Override
  public void run() {
    while (!traffic.isEnded()) {
      Optional<InetSocketAddress> there = house.open(appliance);
      try {
        if (there.isPresent()) {
          watch(there.get());
        }
      } catch (IOException e) {
        // Again.
      }
      traffic.linger(LINGER_MILLIS);
    }
  }

  private void watch(InetSocketAddress there) throws IOException {
    try (LineClient line = LineClient.greeted(there)) {
      if (!line.ask("IBUTTON " + member).startsWith("OK")) {
        return;
      }
      long after = last();
      line.send(after < 0 ? "WATCH\n" : "WATCH " + after + "\n");
      String heard = line.line();
      while (!traffic.isEnded() && !heard.startsWith(NOT_READY)) {
        heard(heard, after);
        heard = line.line();
      }
    }
  }

  private synchronized void heard(String line, long after) {
    Matcher event = EVENT.matcher(line);
    if (event.matches()) {
      long number = Long.parseLong(event.group(1));
      if (!events.isEmpty() && number <= events.lastKey()) {
        journal.complain("at appliance " + appliance + " after " + events.lastKey() + ": " + line);
      }
      events.put(number, event.group(2));
      return;
    }
    Matcher watching = WATCHING.matcher(line);
    if (!watching.matches()) {
      journal.complain("at appliance " + appliance + " a watcher gets: " + line);
      return;
    }
    connections++;
    long from = Long.parseLong(watching.group(1));
    if (first < 0) {
      first = from + 1;
    } else if (after >= 0 && from != after) {
      journal.complain(
          "at appliance " + appliance + " events after " + after + " begin with " + from);
    }
  }

  /** The last number that it has; negative if it has none. */
  synchronized long last() {
    return events.isEmpty() ? first - 1 : events.lastKey();
  }

  /** From which number on it has heard everything; negative if it has not begun. */
  synchronized long first() {
    return first;
  }

  synchronized int connections() {
    return connections;
  }

  /** Those from a number on. */
  synchronized TreeMap<Long, String> events(long from) {
    return new TreeMap<>(events.tailMap(from, true));
  }

  /** Forgets those before a number, which were compared. */
  synchronized void forget(long before) {
    while (events.size() > 1 && events.firstKey() < before) {
      events.pollFirstEntry();
    }
  }

  int appliance() {
    return appliance;
  }
}

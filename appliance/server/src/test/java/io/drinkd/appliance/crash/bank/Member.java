package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A member who drops drinks at any machine through any appliance, each with a key of its own. What
 * lost its answer is asked for again, mostly elsewhere.
 */
final class Member implements Runnable {

  private static final int VISIT = 6;
  private static final int ATTEMPTS = 4;
  private static final long LINGER_MILLIS = 40;

  private final String name;
  private final BankHouse house;
  private final Traffic traffic;
  private final Journal journal;
  private final SplittableRandom random;
  private int keys;

  Member(int number, BankHouse house, Traffic traffic, Journal journal, SplittableRandom random) {
    this.name = name(number);
    this.house = house;
    this.traffic = traffic;
    this.journal = journal;
    this.random = random;
  }

  static String name(int number) {
    return "member" + number;
  }

  @Override
  public void run() {
    while (traffic.enter()) {
      try {
        visit();
      } catch (RuntimeException e) {
        journal.complain(name + " goes home: " + e);
        return;
      } finally {
        traffic.leave();
      }
    }
  }

  private void visit() {
    Asked asked = null;
    int appliance = random.nextInt(BankHouse.APPLIANCES);
    Optional<InetSocketAddress> there = house.open(appliance);
    if (there.isEmpty()) {
      traffic.linger(LINGER_MILLIS);
      return;
    }
    try (LineClient line = LineClient.greeted(there.get())) {
      if (!line.ask("IBUTTON " + name).startsWith("OK")) {
        traffic.linger(LINGER_MILLIS);
        return;
      }
      for (int i = 0; i < VISIT && traffic.isOpen(); i++) {
        asked = wish();
        ask(line, asked, appliance);
        asked = null;
      }
    } catch (IOException e) {
      if (asked != null) {
        insist(asked);
      } else {
        traffic.linger(LINGER_MILLIS);
      }
    }
  }

  private Asked wish() {
    keys++;
    String machine = BankHouse.machine(random.nextInt(BankHouse.APPLIANCES));
    int slot = 1 + random.nextInt(RunningBoard.SLOTS);
    int delay = random.nextInt(15) == 0 ? 1 : 0;
    Asked asked = new Asked(name, name + "-" + keys, machine, slot, delay);
    journal.add(asked);
    return asked;
  }

  private void ask(LineClient line, Asked asked, int appliance) throws IOException {
    String selected = line.ask("MACHINE " + asked.machine());
    if (!selected.startsWith("OK")) {
      journal.complain(name + " cannot select " + asked.machine() + ": " + selected);
      return;
    }
    Asked.Attempt attempt = asked.attempt(appliance);
    boolean first = asked.attempts().size() == 1;
    long begun = System.nanoTime();
    try {
      String reply = line.ask("DROP " + asked.slot() + " " + asked.delay() + " " + asked.key());
      attempt.answered(reply);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      if (first && reply.startsWith("OK") && millis < TimeUnit.SECONDS.toMillis(asked.delay())) {
        journal.complain("it fell after " + millis + " ms: " + asked);
      }
      if (!reply.startsWith("OK")) {
        traffic.linger(LINGER_MILLIS);
      }
    } catch (SocketTimeoutException e) {
      attempt.timedOut();
      throw e;
    }
  }

  /** Asks for the same again until there is an answer to it. */
  private void insist(Asked asked) {
    for (int i = 0; i < ATTEMPTS; i++) {
      int appliance = random.nextInt(BankHouse.APPLIANCES);
      Optional<InetSocketAddress> there = house.open(appliance);
      if (there.isPresent()) {
        try (LineClient line = LineClient.greeted(there.get())) {
          if (line.ask("IBUTTON " + name).startsWith("OK")) {
            ask(line, asked, appliance);
            return;
          }
        } catch (IOException e) {
          // Again.
        }
      }
      traffic.linger(LINGER_MILLIS);
    }
  }

  /** What a drink from a slot costs. */
  static long price(int slot) {
    return HouseFolder.price(slot);
  }
}

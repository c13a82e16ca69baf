package io.drinkd.appliance.crash.bank;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.crash.Counters;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.PrivateNetwork;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;

/** Rounds of a {@link BankHouse}, and what was wrong after each. */
final class BankCrashTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROUNDS_A_VERIFICATION = 10;

  /** After this an order may arrive that was sent before. */
  private static final String MAY_BE_LATE = NetworkFaults.ALL;

  /** So many drops fall before a fault, and after it. */
  private static final int DROPS = 6;

  private final BankHouse house;
  private final boolean ownNetwork;
  private final Random random;
  private final Journal journal = new Journal();
  private final Traffic traffic = new Traffic();
  private final List<Thread> threads = new ArrayList<>();
  private final List<EventWatcher> watchers = new ArrayList<>();
  private final List<BoardLog> boardLogs = new ArrayList<>();
  private final List<Fault> faults;
  private final List<Fault> next = new ArrayList<>();
  private final int[] cansSeen = new int[BankHouse.APPLIANCES];

  private final Counters happened = new Counters();
  private final Counters effects = new Counters();
  private final Map<DropState, Integer> states = new EnumMap<>(DropState.class);
  private final Set<Long> doubts = new HashSet<>();
  private int rounds;
  private int requests;
  private long lastDrop;
  private long comparedEvents;
  private long comparedTo = -1;

  /** What came of a round. */
  record Result(String fault, String effect, int drops, Duration took, List<String> violations) {}

  BankCrashTest(Path folder, boolean ownNetwork, List<Fault> faults, long seed) throws Exception {
    this.ownNetwork = ownNetwork;
    this.random = new Random(seed);
    this.faults = faults;
    Optional<PrivateNetwork> network =
        ownNetwork ? Optional.of(PrivateNetwork.make(BankHouse.APPLIANCES)) : Optional.empty();
    house = new BankHouse(folder, network);
    SplittableRandom choices = new SplittableRandom(seed);
    for (int i = 0; i < BankHouse.APPLIANCES; i++) {
      boardLogs.add(new BoardLog(BankHouse.machine(i), house.boardLog(i)));
      EventWatcher watcher = new EventWatcher(i, Member.name(0), house, traffic, journal);
      watchers.add(watcher);
      begin(watcher, "watcher-" + i);
    }
    for (int i = 0; i < BankHouse.MEMBERS; i++) {
      begin(new Member(i, house, traffic, journal, choices.split()), Member.name(i));
    }
    await("watchers")
        .atMost(PATIENCE)
        .until(() -> watchers.stream().allMatch(one -> one.first() >= 0));
  }

  private void begin(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** Plays a round. */
  Result round() throws Exception {
    long begun = System.nanoTime();
    List<String> violations = new ArrayList<>();
    if (next.isEmpty()) {
      next.addAll(faults);
      Collections.shuffle(next, random);
    }
    Fault fault = next.remove(next.size() - 1);
    String effect = "";
    traffic.open();
    try {
      awaitDrops("before: " + fault.name(), false);
      effect = fault.action().happen(house, random);
      awaitDrops("after: " + fault.name(), true);
    } catch (ConditionTimeoutException e) {
      violations.add("not well again: " + e.getMessage());
    }
    traffic.close();
    awaitEnds(violations);
    int drops = compare(fault, violations);
    rounds++;
    happened.add(fault.name());
    if (!effect.isEmpty()) {
      effects.add(fault.name() + ": " + effect);
    }
    if (rounds % ROUNDS_A_VERIFICATION == 0) {
      verify(violations);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new Result(fault.name(), effect, drops, took, violations);
  }

  /** Until some have fallen; then through each appliance, and in each machine. */
  private void awaitDrops(String when, boolean everywhere) {
    int from = journal.asked().size();
    await(when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              List<Asked> fell = fell(from);
              return fell.size() >= DROPS
                  && (!everywhere
                      || throughAll(fell)
                          && fell.stream().map(Asked::machine).distinct().count()
                              == BankHouse.APPLIANCES);
            });
  }

  private List<Asked> fell(int from) {
    List<Asked> all = journal.asked();
    return all.subList(from, all.size()).stream()
        .filter(one -> one.attempts().stream().anyMatch(BankCrashTest::isOk))
        .toList();
  }

  private static boolean throughAll(List<Asked> fell) {
    return fell.stream()
            .flatMap(one -> one.attempts().stream())
            .filter(BankCrashTest::isOk)
            .map(Asked.Attempt::appliance)
            .distinct()
            .count()
        == BankHouse.APPLIANCES;
  }

  private static boolean isOk(Asked.Attempt attempt) {
    return attempt.reply().filter(reply -> reply.startsWith("OK")).isPresent();
  }

  private void awaitEnds(List<String> violations) {
    try {
      await("the ends of all drops")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  house.number(
                          "SELECT count(*) FROM drop_order WHERE settled_at IS NULL"
                              + " AND state <> 'IN_DOUBT'")
                      == 0);
    } catch (ConditionTimeoutException e) {
      violations.add(e.getMessage());
    }
  }

  private int compare(Fault fault, List<String> violations) throws Exception {
    List<Asked> asked = journal.takeAsked();
    List<DropInBank> drops = DropInBank.after(house.server(), lastDrop);
    Map<String, List<RunningBoard.Can>> cans = new HashMap<>();
    for (int i = 0; i < BankHouse.APPLIANCES; i++) {
      List<RunningBoard.Can> all = house.board(i).cans();
      cans.put(BankHouse.machine(i), all.subList(cansSeen[i], all.size()));
      cansSeen[i] = all.size();
    }
    violations.addAll(new Reconciliation(drops).violations(asked, cans));
    if (ownNetwork) {
      for (BoardLog log : boardLogs) {
        violations.addAll(
            log.violations(BankHouse.TAKEOVER.dividedBy(2), MAY_BE_LATE.equals(fault.name())));
      }
    }
    requests += asked.stream().mapToInt(one -> one.attempts().size()).sum();
    for (DropInBank drop : drops) {
      states.merge(drop.state(), 1, Integer::sum);
      lastDrop = Math.max(lastDrop, drop.id());
      if (drop.doubted()) {
        doubts.add(drop.id());
      }
    }
    compareEvents(drops, violations);
    for (int i = 0; i < BankHouse.APPLIANCES; i++) {
      if (!house.lives(i)) {
        violations.add(BankHouse.appliance(i) + " has ended");
      }
    }
    violations.addAll(journal.complaints());
    return drops.size();
  }

  /** All have heard the same. */
  private void compareEvents(List<DropInBank> drops, List<String> violations) {
    long ended = endedEvent(drops);
    try {
      await("the same last event everywhere")
          .atMost(PATIENCE)
          .until(
              () ->
                  watchers.stream().map(EventWatcher::last).distinct().count() == 1
                      && watchers.get(0).events(0).values().stream()
                          .anyMatch(text -> ended < 0 || text.startsWith("DROP " + ended + " ")));
    } catch (ConditionTimeoutException e) {
      violations.add(e.getMessage() + watchers.stream().map(EventWatcher::last).toList());
    }
    long from =
        Math.max(
            comparedTo + 1, watchers.stream().mapToLong(EventWatcher::first).max().orElseThrow());
    TreeMap<Long, String> events = watchers.get(0).events(from);
    for (EventWatcher other : watchers.subList(1, watchers.size())) {
      TreeMap<Long, String> its = other.events(from);
      if (!its.equals(events)) {
        violations.add(
            "events differ at appliances 0 and "
                + other.appliance()
                + ": "
                + differences(events, its));
      }
    }
    for (DropInBank drop : drops) {
      String text = "DROP " + drop.id() + " dropped";
      long heard = events.values().stream().filter(one -> one.equals(text)).count();
      boolean mine = drop.member().equals(Member.name(0)) && drop.state() == DropState.DROPPED;
      if (mine && heard != 1 && comparedTo >= 0) {
        violations.add(heard + " events of " + drop);
      }
    }
    comparedEvents += events.size();
    comparedTo = events.isEmpty() ? comparedTo : events.lastKey();
    watchers.forEach(one -> one.forget(comparedTo));
  }

  /** The last drop of whoever watches; negative if there is none. */
  private static long endedEvent(List<DropInBank> drops) {
    return drops.stream()
        .filter(drop -> drop.member().equals(Member.name(0)))
        .mapToLong(DropInBank::id)
        .max()
        .orElse(-1);
  }

  private static String differences(TreeMap<Long, String> one, TreeMap<Long, String> other) {
    TreeMap<Long, String> all = new TreeMap<>(one);
    all.putAll(other);
    List<String> differing = new ArrayList<>();
    all.keySet().stream()
        .filter(number -> !String.valueOf(one.get(number)).equals(other.get(number)))
        .limit(10)
        .forEach(n -> differing.add(n + ": " + one.get(n) + " / " + other.get(n)));
    return differing.toString();
  }

  private void verify(List<String> violations) {
    violations.addAll(
        BooksVerifier.verify(PostgresStore.view(house.server().address(BankHouse.DATABASE), "test"))
            .join()
            .disagreements());
  }

  /** Ends all, verifies the books once more; what is wrong then. */
  List<String> end() {
    traffic.end();
    List<String> violations = new ArrayList<>(house.stop());
    verify(violations);
    return violations;
  }

  /** What was done until now. */
  String figures() {
    long cans = 0;
    for (int seen : cansSeen) {
      cans += seen;
    }
    int orders = boardLogs.stream().mapToInt(BoardLog::orders).sum();
    int changes = boardLogs.stream().mapToInt(BoardLog::changes).sum();
    int connections = watchers.stream().mapToInt(EventWatcher::connections).sum();
    return """
        faults      %d: %s
        of these    %s
        requests    %d
        drops       %d: %s; %d were in doubt
        boards      %d cans; %d orders, %d times from another appliance than the one before, %d late
        events      %d compared at each of %d appliances, over %d connections
        """
        .formatted(
            happened.total(),
            happened,
            effects,
            requests,
            states.values().stream().mapToInt(Integer::intValue).sum(),
            states,
            doubts.size(),
            cans,
            orders,
            changes,
            boardLogs.stream().mapToInt(BoardLog::late).sum(),
            comparedEvents,
            BankHouse.APPLIANCES,
            connections);
  }

  /** Keeps what all processes said. */
  void keepLogs() throws IOException {
    house.keepLogs();
  }

  @Override
  public void close() throws IOException {
    traffic.end();
    house.close();
  }
}

package io.drinkd.appliance.machine;

import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Owners.Owned;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What appliances that share the books tell each other of their machines, once a second at most:
 * each writes what its own boards are like, and shows of the other machines what their owners have
 * written. Orders do not depend on it: whoever owns a machine decides when it is its turn.
 *
 * <p>A machine whose board dials in follows its link: whoever has one without owning the machine
 * says so, and an owner that has none leaves the machine then. While the owner has one, others
 * change nothing.
 */
public final class MachineExchange implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MachineExchange.class);

  private static final Duration EVERY = Duration.ofSeconds(1);

  /**
   * What was read of the machines of others.
   *
   * @param all those that anybody owns
   * @param slots those of machines for which this appliance has no file
   * @param linked those with whose boards others have a link without owning them
   */
  private record Seen(
      Map<String, Owned> all, Map<String, List<StoredSlot>> slots, Set<String> linked) {}

  private final Machines machines;
  private final Store store;
  private final Owners owners;
  private final Timers timers;

  // Guarded by this.
  /** The gist of what was written last of each machine. */
  private final Map<String, String> said = new HashMap<>();

  /** Empty until it is known what an earlier run has left in the books. */
  private Optional<Set<String>> saidLinked = Optional.empty();

  private Timers.Timer next = () -> {};
  private boolean closed;

  /** Begins now, unless this process has the books to itself. */
  public MachineExchange(Machines machines, Store store, Timers timers) {
    this.machines = machines;
    this.store = store;
    this.owners = store.owners();
    this.timers = timers;
    if (owners.areShared()) {
      exchange();
    }
  }

  private void exchange() {
    tell()
        .exceptionally(failure -> notTold(failure))
        .thenCompose(told -> store.read(this::see))
        .thenAccept(this::show)
        .whenComplete((done, failure) -> later(failure));
  }

  private static Void notTold(Throwable failure) {
    LOG.debug("states of machines not written: {}", failure.getMessage());
    return null;
  }

  private synchronized void later(Throwable failure) {
    if (failure != null) {
      LOG.debug("states of machines not read: {}", failure.getMessage());
    }
    if (!closed) {
      next = timers.after(EVERY, this::exchange);
    }
  }

  /** Writes what has changed of this appliance's own machines. */
  private CompletableFuture<Void> tell() {
    Map<String, MachineNews> news = new HashMap<>();
    Set<String> linked = linkedWithout();
    boolean linksChanged;
    synchronized (this) {
      linksChanged = !Optional.of(linked).equals(saidLinked);
      for (Machine machine : machines.all()) {
        if (!owners.owns(machine.id())) {
          said.remove(machine.id());
        } else if (!machine.board().shown().isElsewhere()) {
          MachineNews now = MachineNews.of(machine);
          if (!now.gist().equals(said.get(machine.id()))) {
            news.put(machine.id(), now);
          }
        }
      }
    }
    if (news.isEmpty() && !linksChanged) {
      return CompletableFuture.completedFuture(null);
    }
    return store
        .<Void>write(
            tx -> {
              for (Map.Entry<String, MachineNews> one : news.entrySet()) {
                owners.say(tx, one.getKey(), one.getValue().text());
              }
              if (linksChanged) {
                owners.sayLinked(tx, linked);
              }
              return null;
            })
        .thenRun(() -> remember(news, linked));
  }

  /** The machines that have chosen this appliance, which does not own them. */
  private Set<String> linkedWithout() {
    return machines.all().stream()
        .filter(machine -> machine.board().isStandby() && machine.board().isLinked())
        .map(Machine::id)
        .collect(Collectors.toSet());
  }

  private synchronized void remember(Map<String, MachineNews> told, Set<String> linked) {
    told.forEach((machine, news) -> said.put(machine, news.gist()));
    saidLinked = Optional.of(linked);
  }

  private Seen see(Transaction tx) throws SQLException {
    Map<String, Owned> all = owners.all(tx);
    Map<String, List<StoredSlot>> slots = new HashMap<>();
    for (String id : all.keySet()) {
      if (!machines.ownIds().contains(id)) {
        slots.put(id, SlotStore.all(tx, id));
      }
    }
    return new Seen(all, slots, owners.linkedElsewhere(tx));
  }

  private void show(Seen seen) {
    leaveLinked(seen.linked);
    seen.slots.forEach((id, slots) -> showForeign(id, seen.all.get(id).says(), slots));
    for (Machine machine : machines.all()) {
      if (!owners.owns(machine.id())) {
        show(machine, Optional.ofNullable(seen.all.get(machine.id())));
        // It may have been taken meanwhile.
        machines.expectBoard(machine);
      }
    }
    if (!owners.isCertain()) {
      // That was read before.
      machines.showUnknown();
    }
  }

  /** Leaves the machines that have chosen other appliances to those. */
  private void leaveLinked(Set<String> linked) {
    List<Machine> others =
        machines.all().stream()
            .filter(machine -> linked.contains(machine.id()))
            .filter(machine -> machines.followsLink(machine) && !machine.board().isLinked())
            .toList();
    owners.stayBehind(others.stream().map(Machine::id).collect(Collectors.toSet()));
    others.forEach(machines::leave);
  }

  private void showForeign(String id, String says, List<StoredSlot> slots) {
    if (!says.isEmpty()) {
      MachineNews news = MachineNews.parse(says);
      machines.showForeign(news.settings(id, slots), news.listed(slots));
    }
  }

  private static void show(Machine machine, Optional<Owned> owned) {
    if (owned.isEmpty()) {
      machine
          .board()
          .showSilent(Optional.empty(), "no appliance has the machine now", Awaited.OWNER);
      return;
    }
    String owner = owned.get().owner();
    if (owned.get().says().isEmpty()) {
      machine
          .board()
          .showSilent(
              Optional.of(owner),
              "appliance \"" + owner + "\" has only just taken it",
              Awaited.BOARD);
      return;
    }
    MachineNews news = MachineNews.parse(owned.get().says());
    machine.board().showElsewhere(news.at(owner));
    news.temperature().ifPresent(machine::temperatureShown);
    machine.reportsShown(news.reports().readings(), news.reports().sensed());
  }

  /** Tells and shows nothing any more. */
  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}

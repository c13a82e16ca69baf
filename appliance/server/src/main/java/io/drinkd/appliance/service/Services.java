package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.HouseSettings;
import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MemberPolicy;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.directory.LdapDirectory;
import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.drop.DropServices;
import io.drinkd.appliance.drop.DropStore;
import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.drop.InDoubtPolicy;
import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.MachineObserver;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.Directory;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.net.FailureLog;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.DriverApi;
import io.drinkd.driver.Timers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The services of one house, opened on its books. This is the one place that puts together what is
 * below them, for the appliance, for operators' commands on closed books, and for tests.
 */
public final class Services implements AutoCloseable {

  /** Nobody logs in on closed books. */
  private static final LoginLimits NO_LOGINS =
      new LoginLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Below below;
  private final Optional<Running> running;

  private final About about;
  private final Faults faults;
  private final Logins logins;
  private final Drops drops;
  private final Accounts accounts;
  private final Memberships memberships;
  private final Catalog catalog;
  private final Events events;
  private final Shutdown shutdown;

  /** What the services stand on. */
  public record Below(
      Store store,
      AuditLog audit,
      IdempotencyKeys keys,
      Ledger ledger,
      Members members,
      Machines machines,
      DropStore drops) {

    static Below on(
        Store store,
        Timers timers,
        MemberPolicy policy,
        Optional<Directory> directory,
        List<MachineSettings> settings) {
      Clock clock = timers.clock();
      AuditLog audit = new AuditLog(store, clock);
      IdempotencyKeys keys = new IdempotencyKeys(clock);
      Ledger ledger = new Ledger(store, clock);
      Members members = new Members(store, ledger, audit, clock, policy.floor(), directory);
      Machines machines = new Machines(settings, store, audit, timers);
      DropStore drops = new DropStore(ledger, machines, keys, clock);
      return new Below(store, audit, keys, ledger, members, machines, drops);
    }

    public InDoubtDrops inDoubtDrops() {
      return new InDoubtDrops(store, drops, audit);
    }

    void close() {
      members.close();
      store.close();
    }
  }

  /** What only an appliance that runs has. */
  private record Running(
      Dispatcher dispatcher, InDoubtPolicy inDoubtPolicy, HouseSettings settings, StopSwitch stop) {

    /** Brings what an earlier run left behind to its end, before anybody can come in. */
    static Running on(Below below, HouseSettings settings, Timers timers, StopSwitch stop) {
      Dispatcher dispatcher =
          new Dispatcher(
              new DropServices(below.store, below.ledger, below.drops, timers),
              below.machines,
              below.members,
              settings.limits());
      return new Running(
          dispatcher,
          new InDoubtPolicy(below.inDoubtDrops(), settings.inDoubt(), timers),
          settings,
          stop);
    }

    Drops.Orders orders() {
      return new Drops.Orders(dispatcher, settings.limits().delayMax());
    }

    Optional<StopSwitch> stopSwitch() {
      return settings.remoteShutdown() ? Optional.of(stop) : Optional.empty();
    }
  }

  private Services(
      Below below,
      Optional<Running> running,
      MemberPolicy policy,
      LoginLimits loginLimits,
      Timers timers) {
    this.below = below;
    this.running = running;
    about =
        new About(
            running.map(house -> house.settings.name()).orElse(""),
            DriverApi.VERSION,
            timers.clock().instant());
    faults = new Faults(new FailureLog(timers));
    logins = new Logins(below.members, new LoginAttempts(loginLimits, timers));
    catalog = new Catalog(below.machines);
    accounts = new Accounts(below.store, below.ledger, below.members, below.keys, below.audit);
    drops =
        new Drops(
            catalog, accounts, below.inDoubtDrops(), running.map(Running::orders), new Random());
    memberships = new Memberships(below.members, policy);
    events = new Events(publishing(below, timers));
    shutdown = new Shutdown(running.flatMap(Running::stopSwitch));
  }

  /** Numbers begin with the time in seconds, so that none comes again after a restart. */
  private static EventLog publishing(Below below, Timers timers) {
    EventLog log = new EventLog(timers.clock().instant().getEpochSecond());
    below.machines.listen(log::publish);
    below.members.listen(log::publish);
    below.drops.listen(log::publish);
    return log;
  }

  /**
   * Opens the services of an appliance: brings what an earlier run left behind to its end. No board
   * is linked yet; whoever has drivers attaches them to {@link #machines}.
   *
   * @param dataFolder the folder of the books, which this process must have to itself
   * @param stop what admins stop the appliance with, where the settings allow that
   * @throws io.drinkd.appliance.store.StoreException if the books cannot be used
   */
  public static Services open(
      Path dataFolder, HouseSettings settings, Timers timers, StopSwitch stop) {
    MemberSettings members = settings.members();
    return on(
        Store.open(dataFolder),
        store -> {
          Below below =
              Below.on(
                  store,
                  timers,
                  members.policy(),
                  members.directory().map(LdapDirectory::new),
                  settings.machines());
          Running running = Running.on(below, settings, timers, stop);
          return new Services(
              below, Optional.of(running), members.policy(), members.logins(), timers);
        });
  }

  /**
   * Opens the services on books that no appliance has open. There are no machines, drops are not
   * taken, and nobody logs in.
   *
   * @param dataFolder as for {@link #open}
   * @throws io.drinkd.appliance.store.StoreException if the books cannot be used
   */
  public static Services openBooks(Path dataFolder, MemberPolicy policy, Timers timers) {
    return on(
        Store.open(dataFolder),
        store -> {
          // The slots' rows are all that deciding a drop needs.
          Below below = Below.on(store, timers, policy, Optional.empty(), List.of());
          return new Services(below, Optional.empty(), policy, NO_LOGINS, timers);
        });
  }

  private static Services on(Store store, Function<Store, Services> opening) {
    try {
      return opening.apply(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** What the appliance says of itself. */
  public About about() {
    return about;
  }

  /** Turns what an operation failed with into the refusal to answer. */
  public Faults faults() {
    return faults;
  }

  /** Who is asking. */
  public Logins logins() {
    return logins;
  }

  /** Drinks. */
  public Drops drops() {
    return drops;
  }

  /** Members' credits. */
  public Accounts accounts() {
    return accounts;
  }

  /** Who is a member. */
  public Memberships memberships() {
    return memberships;
  }

  /** The machines and what is sold in them. */
  public Catalog catalog() {
    return catalog;
  }

  /** For the Sunday door, until it asks the services. */
  public Below below() {
    return below;
  }

  /** For the Sunday door, until it asks the services. */
  public Dispatcher dispatcher() {
    return running.orElseThrow().dispatcher;
  }

  /** What happens in the house. */
  public Events events() {
    return events;
  }

  /** What admins and operators have done. */
  public AuditTrail auditTrail() {
    return new AuditTrail(below.audit);
  }

  /** Whether what the house depends on works. */
  public Health health() {
    return new Health(below.members, below.ledger);
  }

  /** Stopping the appliance from afar. */
  public Shutdown shutdown() {
    return shutdown;
  }

  /** The books as a whole. */
  public Books books() {
    return new Books(below.store);
  }

  /** The machines, for the wiring that brings their drivers and settings; no door uses them. */
  public Machines machines() {
    return below.machines;
  }

  /** Whom the machines report to, for whoever attaches their drivers; of an appliance that runs. */
  public MachineObserver machineObserver() {
    return running.orElseThrow().dispatcher;
  }

  /**
   * Takes no more orders and calls off those that wait; see {@link Dispatcher#stop}.
   *
   * @param most how long to wait for the answers to those that have left
   */
  public CompletableFuture<Void> stopDrops(Duration most) {
    return running.orElseThrow().dispatcher.stop(most);
  }

  /**
   * Closes the books. The machines' boards and the doors are closed before by whoever opened them.
   */
  @Override
  public void close() {
    running.ifPresent(house -> house.inDoubtPolicy.close());
    below.close();
  }
}

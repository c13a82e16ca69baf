package io.drinkd.appliance.service;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.ProcessSettings;
import io.drinkd.appliance.directory.LdapDirectory;
import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.drop.DropCounts;
import io.drinkd.appliance.drop.DropServices;
import io.drinkd.appliance.drop.InDoubtPolicy;
import io.drinkd.appliance.drop.UnwrittenEnds;
import io.drinkd.appliance.machine.MachineExchange;
import io.drinkd.appliance.machine.UncertainOwner;
import io.drinkd.appliance.member.Directory;
import io.drinkd.appliance.member.DirectoryReview;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.reading.Readings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.DriverApi;
import io.drinkd.driver.Timers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The services of one house, opened on its books. This is the one place that puts together what is
 * below them, for the appliance, for operators' commands on closed books, and for tests.
 */
public final class Services implements AutoCloseable {

  /** Why delayed drops are called off then: somebody else may have asked for them. */
  private static final String SESSIONS_ENDED = "called off: the member's sessions were ended";

  private final OpenedParts parts;
  private final Foundation foundation;
  private final Optional<Running> running;

  private final About about;
  private final Faults faults;
  private final Logins logins;
  private final Tokens tokens;
  private final WebSessions webSessions;
  private final Kiosks kiosks;
  private final Drops drops;
  private final Accounts accounts;
  private final Memberships memberships;
  private final Catalog catalog;
  private final Stock stock;
  private final Optional<Events> events;
  private final Temperatures temperatures;
  private final Health health;
  private final Metrics metrics;
  private final Shutdown shutdown;

  /**
   * What only an appliance that runs has.
   *
   * @param stop empty where admins may not stop it
   */
  private record Running(String name, Dispatcher dispatcher, Optional<StopSwitch> stop) {}

  private Services(
      OpenedParts parts,
      Foundation foundation,
      Optional<Running> running,
      MemberSettings members,
      Path dataFolder,
      Timers timers,
      Metrics metrics) {
    this.parts = parts;
    this.metrics = metrics;
    this.foundation = foundation;
    this.running = running;
    about =
        new About(
            running.map(Running::name).orElse(""), DriverApi.VERSION, timers.clock().instant());
    faults = running.isPresent() ? Faults.inAppliance(timers) : new Faults(timers);
    LoginAttempts attempts = new LoginAttempts(members.logins(), timers);
    logins = new Logins(foundation.members(), timers.clock(), attempts, metrics);
    tokens = new Tokens(foundation);
    webSessions = new WebSessions(foundation.store(), foundation.members());
    Optional<Dispatcher> dispatcher = running.map(Running::dispatcher);
    catalog = new Catalog(foundation, about.name(), dispatcher);
    kiosks = new Kiosks(foundation, catalog, logins, attempts, webSessions);
    stock = new Stock(catalog, foundation.machines());
    accounts = new Accounts(foundation, timers.clock(), members.undo());
    drops =
        new Drops(
            foundation.store(),
            catalog,
            accounts,
            foundation.inDoubtDrops(),
            foundation.refunds(),
            dispatcher,
            new Random());
    memberships = new Memberships(foundation.members(), members, logins);
    events = running.map(house -> Events.of(foundation, timers));
    running.ifPresent(
        house -> {
          foundation.eventRows().watch(house.dispatcher()::heard);
          foundation.follow();
        });
    Readings readings = parts.add(new Readings(dataFolder, timers), Readings::close);
    foundation.machines().measure(readings::measured);
    temperatures = new Temperatures(readings, running.map(house -> catalog));
    health = parts.add(new Health(timers, faults), Health::close);
    lookAfter(new HouseChecks(foundation, about, dataFolder, timers.clock()));
    shutdown = new Shutdown(running.flatMap(Running::stop));
  }

  private void lookAfter(HouseChecks checks) {
    checks.ofBooks(health);
    if (running.isPresent()) {
      checks.ofAppliance(health, running.get().dispatcher()::isStopping);
      health.lookOn();
    }
    HouseFigures.into(metrics, foundation.machines(), checks, health, about);
  }

  /**
   * Opens the services of an appliance: brings what an earlier run left behind to its end. No board
   * is linked yet; whoever has drivers attaches them to {@link Foundation#machines}.
   *
   * @param dataFolder the folder of the books, which this process must have to itself
   * @param stop what admins stop the appliance with, where the settings allow that
   * @throws io.drinkd.appliance.store.StoreException if the books cannot be used
   */
  public static Services open(
      Path dataFolder, ApplianceSettings settings, Timers own, StopSwitch stop) {
    MemberSettings members = settings.members();
    return opened(
        parts -> {
          Metrics metrics = new Metrics();
          UnwrittenEnds unwritten = parts.add(new UnwrittenEnds(), UnwrittenEnds::close);
          Store store =
              parts.add(
                  open(dataFolder, settings.process(), HouseFigures.commits(metrics)),
                  Store::close);
          Timers timers = HouseTimers.of(own, store);
          Optional<Directory> directory =
              members.directory().map(one -> parts.add(new LdapDirectory(one), Directory::close));
          Foundation foundation =
              Foundation.on(
                  parts,
                  store,
                  timers,
                  members,
                  directory,
                  settings.machines(),
                  settings.process().name());
          directory.ifPresent(
              one ->
                  parts.add(
                      new DirectoryReview(foundation.members(), timers), DirectoryReview::close));
          foundation.ledger().requireSound();
          // Brings what an earlier run left behind to its end, before anybody can come in.
          Dispatcher dispatcher =
              new Dispatcher(
                  new DropServices(
                      store,
                      foundation.ledger(),
                      foundation.drops(),
                      timers,
                      new DropCounts(metrics),
                      unwritten),
                  foundation.machines(),
                  foundation.members(),
                  settings.limits());
          foundation
              .members()
              .listenToEndedSessions(
                  member ->
                      dispatcher.cancelDelayed(member, SESSIONS_ENDED).thenAccept(count -> {}));
          parts.add(
              new MachineExchange(foundation.machines(), store, timers), MachineExchange::close);
          parts.add(
              new UncertainOwner(foundation.machines(), store.owners(), timers),
              UncertainOwner::close);
          parts.add(
              new InDoubtPolicy(foundation.inDoubtDrops(), settings.inDoubt(), timers),
              InDoubtPolicy::close);
          Running running =
              new Running(
                  settings.process().name(),
                  dispatcher,
                  settings.process().remoteShutdown() ? Optional.of(stop) : Optional.empty());
          return new Services(
              parts, foundation, Optional.of(running), members, dataFolder, timers, metrics);
        });
  }

  /**
   * Opens the services on books that no appliance has open, for what needs no machine. Drops are
   * not taken, and nobody logs in.
   *
   * @param dataFolder as for {@link #open}
   * @throws io.drinkd.appliance.store.StoreException if the books cannot be used
   */
  public static Services openBooks(Path dataFolder, MemberSettings members, Timers timers) {
    return openBooks(dataFolder, () -> SqliteStore.open(dataFolder), members, List.of(), timers);
  }

  /**
   * The same where the settings say that the books are, with machines, as the books have them;
   * their boards are not linked.
   *
   * @param machines as the configuration has them
   */
  public static Services openBooks(
      Path dataFolder, ApplianceSettings settings, List<MachineSettings> machines, Timers timers) {
    return openBooks(
        dataFolder,
        () ->
            settings
                .process()
                .bank()
                .<Store>map(bank -> PostgresStore.openForCommand(bank, settings.process().name()))
                .orElseGet(() -> SqliteStore.open(dataFolder)),
        settings.members(),
        machines,
        timers);
  }

  private static Store open(Path dataFolder, ProcessSettings process, LongConsumer commits) {
    return process
        .bank()
        .<Store>map(bank -> PostgresStore.open(bank, process.name(), commits))
        .orElseGet(() -> SqliteStore.openTimed(dataFolder, commits));
  }

  private static Services openBooks(
      Path dataFolder,
      Supplier<Store> books,
      MemberSettings members,
      List<MachineSettings> machines,
      Timers own) {
    return opened(
        parts -> {
          Store store = parts.add(books.get(), Store::close);
          Timers timers = HouseTimers.of(own, store);
          Foundation foundation =
              Foundation.on(parts, store, timers, members, Optional.empty(), machines, "");
          foundation
              .members()
              .listenToEndedSessions(
                  member ->
                      store
                          .write(
                              tx -> foundation.drops().callOffDelayed(tx, member, SESSIONS_ENDED))
                          .thenAccept(count -> {}));
          return new Services(
              parts, foundation, Optional.empty(), members, dataFolder, timers, new Metrics());
        });
  }

  private static Services opened(Function<OpenedParts, Services> opening) {
    OpenedParts parts = new OpenedParts();
    try {
      return opening.apply(parts);
    } catch (RuntimeException e) {
      parts.close();
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

  /** Members' tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** Sessions of the pages. */
  public WebSessions webSessions() {
    return webSessions;
  }

  /** Devices at which cards log in. */
  public Kiosks kiosks() {
    return kiosks;
  }

  /** As whom providers of logins know members. */
  public Identities identities() {
    return new Identities(foundation, logins);
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

  /** The machines. */
  public Catalog catalog() {
    return catalog;
  }

  /** What is sold in them. */
  public Stock stock() {
    return stock;
  }

  /**
   * What happens in the house.
   *
   * @throws java.util.NoSuchElementException where the books alone are open: nobody listens
   */
  public Events events() {
    return events.orElseThrow();
  }

  /** What admins and operators have done. */
  public AuditTrail auditTrail() {
    return new AuditTrail(foundation.audit());
  }

  /** Sums over drops, payments and stock. */
  public Reports reports() {
    return new Reports(foundation.store(), foundation.members());
  }

  /** How cold the machines were. */
  public Temperatures temperatures() {
    return temperatures;
  }

  /** How the house is, and whether it can serve members. */
  public Health health() {
    return health;
  }

  /** What is counted in this house, and the figures that monitoring may want. */
  public Metrics metrics() {
    return metrics;
  }

  /** Stopping the appliance from afar. */
  public Shutdown shutdown() {
    return shutdown;
  }

  /** The books as a whole. */
  public Books books() {
    return new Books(foundation.store(), foundation.audit());
  }

  /** What the services stand on, for the wiring and for tests; no door uses it. */
  public Foundation foundation() {
    return foundation;
  }

  /**
   * Whom the machines report to, and who takes no more orders when the appliance stops; no door
   * uses it.
   *
   * @throws java.util.NoSuchElementException where the books alone are open
   */
  public Dispatcher dispatcher() {
    return running.orElseThrow().dispatcher;
  }

  /**
   * Closes the books. The machines' boards and the doors are closed before by whoever opened them.
   */
  @Override
  public void close() {
    parts.close();
  }
}

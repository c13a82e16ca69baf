package io.drinkd.appliance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.SameBoard;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.control.ControlSocket;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.SocketPlace;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.LoadedDriver;
import io.drinkd.appliance.plugin.PluginInstaller;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Finding;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.DriverApi;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running appliance: all its parts, wired together. */
final class Appliance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);

  /** How long orders that have left may take to be answered when the appliance stops. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);

  private static final long LINKS_CLOSED_SECONDS = 5;

  private static final Family CONNECTIONS =
      Family.gauge("drink_sessions", "Connections that are open", "listener");

  private static final Family CERTIFICATES =
      Family.gauge(
          "drink_certificate_expiry_timestamp_seconds",
          "When the first certificate of the listener ends to be valid",
          "listener");

  private final ShutdownStack parts = new ShutdownStack();
  private final CompletableFuture<Integer> stopAsked = new CompletableFuture<>();
  private BoardLinks links;
  private DriverFolders drivers;
  private Timers timers;
  private DriverWatch driverWatch;
  private String running;
  private Services services;
  private Machines machines;
  private Doors doors;
  private CertificateWatch certificates;
  private FileLimit fileLimit;
  private ApplianceSettings current;

  private Appliance() {}

  /**
   * Starts all parts. If one cannot be started, those before it are ended again.
   *
   * @param drivers the folders of the driver plugins, of which a later one has precedence
   * @throws CannotListenException if a port cannot be opened
   * @throws SettingsException if two machines would dial the same board
   * @throws IOException if a file or folder cannot be used; the message says which
   * @throws io.drinkd.appliance.control.DataFolderInUseException if another process has the data
   * @throws io.drinkd.appliance.store.StoreException if the books cannot be used
   */
  static Appliance start(ApplianceSettings settings, List<Path> drivers)
      throws IOException, CannotListenException {
    Appliance appliance = new Appliance();
    try {
      appliance.open(settings, drivers);
      return appliance;
    } catch (IOException | CannotListenException | RuntimeException e) {
      appliance.close();
      throw e;
    }
  }

  private void open(ApplianceSettings settings, List<Path> driverFolders)
      throws IOException, CannotListenException {
    timers = parts.add("timers", Timers.system("timers"));
    DataFolder folder = parts.add("data folder", DataFolder.take(settings.process().data()));
    SqliteStore.unpackInto(folder.unpacked());
    drivers = parts.add("drivers", DriverFolders.open(driverFolders, folder.unpacked()));
    requireDifferentBoards(settings.machines());
    warnOfMissingDrivers(settings.machines());
    PortTrial.run(settings);
    services = parts.add("services", Services.open(folder.path(), settings, timers, this::stop));
    machines = services.foundation().machines();
    HeapLimit.check(services.foundation().members().all().size(), Runtime.getRuntime().maxMemory());
    // Another appliance serves the house then, and waits for the boards.
    services.foundation().store().lost().thenRun(() -> stopAsked.complete(ExitCode.IN_USE));
    fileLimit = FileLimit.now();
    links = parts.add("board links", openLinks(settings, fileLimit.fitBoards(settings)));
    services.health().watch(() -> boardsPort(settings).stream().toList());
    parts.add("boards", () -> machines.close().get(LINKS_CLOSED_SECONDS, TimeUnit.SECONDS));
    openDoors(settings);
    parts.add(
        "control socket",
        ControlSocket.open(
            settings
                .process()
                .control()
                .map(SocketPlace::at)
                .orElseGet(() -> SocketPlace.in(folder)),
            BooksCommandRunner.inAppliance(
                services,
                new InstalledDrivers(
                    drivers,
                    new PluginInstaller(driverFolders, folder.unpacked()),
                    () -> driverWatch,
                    machines)),
            timers));
    // Ended first: members get their answers before the doors close.
    parts.add(
        "drops",
        () ->
            services
                .dispatcher()
                .stop(LAST_ANSWERS)
                .get(LAST_ANSWERS.toSeconds() + 1, TimeUnit.SECONDS));
    // Last, because a second appliance that fails on a port must not take the boards' links.
    driverWatch =
        parts.add("driver watch", new DriverWatch(drivers, machines, links, services.dispatcher()));
    driverWatch.start();
    running =
        String.format(
            Locale.ROOT,
            "%s%s; machines %s; drivers %s; data in %s%s",
            listeners(settings),
            links.port().isPresent() ? "; boards dial in on port " + links.port().getAsInt() : "",
            settings.machines().stream().map(MachineSettings::id).collect(joining(", ")),
            drivers.drivers().stream().map(LoadedDriver::model).collect(joining(", ")),
            settings.process().data(),
            // Its address has no password.
            settings.process().bank().map(bank -> "; books in the bank " + bank).orElse(""));
  }

  /** Logs that it runs, and where. */
  void announce() {
    LOG.info(
        "drinkd {} listening after {} ms: {}",
        DriverApi.VERSION,
        millisSinceProcessStart(),
        running);
  }

  /** How the port is on which boards dial in, if there is one, with those of single boards. */
  private Optional<Finding> boardsPort(ApplianceSettings settings) {
    String part = "port of boards";
    return settings
        .boards()
        .map(
            boards ->
                links.isOpen()
                    ? Finding.well(part, Condition.OPEN.of(openPorts(boards.endpoint())))
                    : Finding.wrong(part, Condition.NO_PORT_OF_BOARDS.of()));
  }

  private String openPorts(Endpoint all) {
    return Stream.concat(Stream.of(boardsPort()), links.ownPorts().stream())
        .map(all::at)
        .collect(joining(", "));
  }

  private BoardLinks openLinks(ApplianceSettings settings, int pendingMax)
      throws CannotListenException {
    try {
      return new BoardLinks(settings.boards(), pendingMax, timers);
    } catch (IOException e) {
      Endpoint port = settings.boards().orElseThrow().endpoint();
      throw CannotListenException.of("boards", port.at(port.port()), e);
    }
  }

  /** From now on the supervisor, if it wants that, is notified that the appliance works. */
  void watch(Supervisor supervisor) {
    // A third, so that one round that takes its time is no reason to end it.
    supervisor
        .patience()
        .map(
            patience ->
                new Watchdog(timers, patience.dividedBy(3), this::progress, supervisor::alive))
        .ifPresent(Watchdog::round);
  }

  private Map<String, CompletableFuture<Void>> progress() {
    Map<String, CompletableFuture<Void>> proofs = new HashMap<>(doors.progress());
    proofs.put("books", services.foundation().store().progress());
    proofs.put("board links", links.progress());
    return proofs;
  }

  /** What it does, in one short line for whoever asks its supervisor. */
  String status() {
    int count = current.machines().size();
    return String.format(
        Locale.ROOT,
        "%s; %s",
        count == 0
            ? "no machine yet, its file belongs into the folder machines"
            : count + (count == 1 ? " machine" : " machines"),
        listeners(current));
  }

  private String listeners(ApplianceSettings settings) {
    return settings.listeners().stream()
        .filter(listener -> doors.isOpen(listener.name()))
        .map(this::shown)
        .collect(joining(", "));
  }

  private static long millisSinceProcessStart() {
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return Duration.between(start, Instant.now()).toMillis();
  }

  private void openDoors(ApplianceSettings settings) throws CannotListenException {
    Transport net = new Transport(timers, settings.limits().ioProcessors());
    doors = parts.add("listeners", new Doors(Protocols.of(services, net)));
    current = settings.with(settings.machines(), fileLimit.fit(settings));
    for (ListenerSettings listener : current.listeners()) {
      doors.open(listener);
    }
    certificates = parts.add("certificates", new CertificateWatch(timers));
    certificates.watch(current.listeners());
    services.health().watch(doors::findings);
    services.health().watch(certificates::findings);
    services.metrics().read(CONNECTIONS, doors::connections);
    services.metrics().read(CERTIFICATES, certificates::ends);
  }

  /**
   * Applies another configuration, without touching the machines and clients that it does not
   * concern. Machines and listeners change at once; that something else differs is logged, and
   * takes effect at the next start. Blocks while files and ports are opened; one call at a time.
   *
   * @return the keys of {@code appliance.yaml} whose settings take effect at the next start
   * @throws SettingsException if a machine would lose its driver by it, or two would dial the same
   *     board; nothing has changed then
   */
  List<String> change(ApplianceSettings settings) {
    requireDrivers(settings.machines());
    requireDifferentBoards(settings.machines());
    List<String> later = current.keysOfNextStart(settings);
    if (!later.isEmpty()) {
      // What to do: restart drinkd when it suits; machines and listeners have changed already.
      LOG.warn(
          "settings of appliance.yaml that take effect at the next start: {}",
          String.join(", ", later));
    }
    warnOfMissingDrivers(without(current.machines(), settings.machines()));
    machines.change(settings.machines());
    List<ListenerSettings> listeners = fileLimit.fit(settings);
    doors.change(listeners);
    certificates.watch(listeners);
    current = current.with(settings.machines(), listeners);
    return later;
  }

  /** A machine that is to have another driver keeps its own, if there is no such driver. */
  private void requireDrivers(List<MachineSettings> wanted) {
    Map<String, String> present =
        current.machines().stream()
            .collect(toMap(MachineSettings::id, machine -> machine.board().driver()));
    List<MachineSettings> changed =
        wanted.stream()
            .filter(machine -> present.containsKey(machine.id()))
            .filter(machine -> !present.get(machine.id()).equals(machine.board().driver()))
            .toList();
    List<SettingsError> missing = MissingDrivers.find(changed, drivers);
    if (!missing.isEmpty()) {
      throw new SettingsException(missing);
    }
  }

  private void requireDifferentBoards(List<MachineSettings> wanted) {
    List<SettingsError> same =
        SameBoard.find(wanted, drivers::driver).stream()
            .map(one -> one.error(Path.of("")))
            .toList();
    if (!same.isEmpty()) {
      throw new SettingsException(same);
    }
  }

  private static List<MachineSettings> without(
      List<MachineSettings> known, List<MachineSettings> machines) {
    Set<String> ids = known.stream().map(MachineSettings::id).collect(toSet());
    return machines.stream().filter(machine -> !ids.contains(machine.id())).toList();
  }

  private void warnOfMissingDrivers(List<MachineSettings> wanted) {
    for (SettingsError error : MissingDrivers.find(wanted, drivers)) {
      // What to do: put the driver's jar into the folder of plugins, or correct the machine's file.
      LOG.warn("driver missing, its machine waits: {}", error);
    }
  }

  private String shown(ListenerSettings listener) {
    return listener.name() + " on " + listener.endpoint().at(port(listener.name()));
  }

  private void stop(boolean again) {
    stopAsked.complete(again ? ExitCode.RESTART : ExitCode.WELL);
  }

  /** Completes when a client has asked that the process end, with the code to end it with. */
  CompletableFuture<Integer> stopAsked() {
    return stopAsked;
  }

  /** The port of a listener; the one that the system chose if the settings say 0. */
  int port(String listener) {
    return doors.port(listener);
  }

  /** The port on which boards dial in; the settings have one. */
  int boardsPort() {
    return links.port().orElseThrow();
  }

  /** The folders of drivers. */
  DriverFolders drivers() {
    return drivers;
  }

  /** What may be asked of the house. */
  Services services() {
    return services;
  }

  /** Loads and unloads the drivers that come into it and go. */
  DriverWatch driverWatch() {
    return driverWatch;
  }

  /** Takes no more orders, waits for the answers to those that have left, and ends all parts. */
  @Override
  public void close() {
    parts.close();
  }
}

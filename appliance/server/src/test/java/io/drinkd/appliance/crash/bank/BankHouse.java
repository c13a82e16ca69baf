package io.drinkd.appliance.crash.bank;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OtherClock;
import io.drinkd.appliance.process.PrivateNetwork;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.process.RunningPostgres;
import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Three appliances with one bank and files for three machines, as processes, each with a clock of
 * its own, and where that is possible in a network of its own.
 */
final class BankHouse implements AutoCloseable {

  static final int APPLIANCES = 3;
  static final int MEMBERS = 8;

  /** How long whoever is cut off keeps its machines: the shortest that there is. */
  static final Duration TAKEOVER = Duration.ofSeconds(2);

  static final String DATABASE = "drink";
  static final long CREDITS = 10_000_000;

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration MOTOR_TIME = Duration.ofMillis(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Duration> CLOCKS =
      List.of(Duration.ZERO, Duration.ofMinutes(7), Duration.ofMinutes(-7));

  private final Path folder;
  private final Optional<PrivateNetwork> network;

  /** Of the servers, one after the other, where they are in no network of their own. */
  private final List<ReservedPort> reserved = new ArrayList<>();

  private final List<Integer> ports;
  private volatile RunningPostgres server;
  private int servers;
  private final List<RunningBoard> boards = new ArrayList<>();
  private final List<HouseFolder> houses = new ArrayList<>();
  private final Map<Integer, RunningAppliance> running = new ConcurrentHashMap<>();
  private final Map<Integer, InetSocketAddress> open = new ConcurrentHashMap<>();

  /** Which of them stops before the first byte of an order as soon as its file is there. */
  private final boolean[] armed = new boolean[APPLIANCES];

  /**
   * Starts all of it, with members who have credits.
   *
   * @param folder an empty one
   */
  BankHouse(Path folder, Optional<PrivateNetwork> network)
      throws IOException, GeneralSecurityException, SQLException {
    this.folder = folder;
    this.network = network;
    if (network.isEmpty()) {
      reserved.addAll(List.of(ReservedPort.any(), ReservedPort.any()));
    }
    this.ports =
        network.isPresent()
            ? List.of(5_432, 5_433)
            : reserved.stream().map(ReservedPort::number).toList();
    this.server = makeServer();
    server.start();
    server.execute("postgres", "CREATE DATABASE " + DATABASE + " TEMPLATE template0");
    for (int i = 0; i < APPLIANCES; i++) {
      boards.add(
          RunningBoard.start(
              network.isPresent() ? PrivateNetwork.BOARDS : LOOPBACK,
              folder.resolve(machine(i) + ".cans"),
              boardLog(i),
              MOTOR_TIME));
    }
    for (int i = 0; i < APPLIANCES; i++) {
      houses.add(house(i));
    }
    new Bank(server.address(DATABASE), "test", folder).init(TestClaims.OPERATOR);
    houses.get(0).addMembers(IntStream.range(0, MEMBERS).mapToObj(Member::name).toList(), CREDITS);
    start(IntStream.range(0, APPLIANCES).toArray());
  }

  static String machine(int number) {
    return "m" + number;
  }

  static String appliance(int number) {
    return "appliance" + number;
  }

  private RunningPostgres makeServer() throws IOException, GeneralSecurityException {
    Path data = folder.resolve("bank");
    if (network.isPresent()) {
      BankDisk.mount(data);
    }
    RunningPostgres made = RunningPostgres.create(data.resolve("data0"), ports.get(0));
    if (network.isPresent()) {
      TestCertificate.at(InetAddress.getByName(PrivateNetwork.BANK))
          .write(folder.resolve("bank.pem"), folder.resolve("bank.key"));
      made.with("listen_addresses", "127.0.0.1," + PrivateNetwork.BANK)
          .with("ssl", "on")
          .with("ssl_cert_file", folder.resolve("bank.pem").toString())
          .with("ssl_key_file", folder.resolve("bank.key").toString());
    }
    return made;
  }

  /** Another server, started, that follows the one that takes writes; appliances know both. */
  RunningPostgres follower(String name) throws IOException, SQLException {
    servers++;
    RunningPostgres made =
        server.replica(
            folder.resolve("bank").resolve("data" + servers),
            ports.get(servers % ports.size()),
            name);
    made.start();
    return made;
  }

  /** Kills the server, and has its follower take its place. */
  void promote(RunningPostgres follower) throws SQLException, IOException {
    RunningPostgres before = server;
    before.kill();
    follower.promote();
    server = follower;
    HouseFolder.remove(before.data());
  }

  private HouseFolder house(int number) throws IOException {
    String here = network.map(one -> one.site(number).host()).orElse(LOOPBACK);
    HouseFolder house =
        new HouseFolder(Files.createDirectory(folder.resolve(appliance(number))), here);
    String bank = network.isPresent() ? PrivateNetwork.BANK : LOOPBACK;
    house.keepIn(
        new BankAddress(
            ports.stream().map(port -> new BankAddress.Host(bank, port)).toList(),
            DATABASE,
            "postgres",
            "",
            network.map(any -> folder.resolve("bank.pem")),
            TAKEOVER),
        appliance(number));
    String boardHost = network.isPresent() ? PrivateNetwork.BOARDS : LOOPBACK;
    for (int i = 0; i < APPLIANCES; i++) {
      house.addMachine(
          machine(i),
          boardHost + ":" + boards.get(i).port(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));
    }
    return house;
  }

  /** Starts appliances beside each other, and waits until they are open. */
  void start(int... numbers) throws IOException {
    for (int number : numbers) {
      List<String> prefix = network.map(one -> one.site(number).prefix()).orElse(List.of());
      Files.deleteIfExists(trigger(number));
      RunningAppliance started =
          RunningAppliance.start(
              houses.get(number),
              "stop=sent@" + trigger(number),
              new RunningAppliance.Surroundings(prefix, OtherClock.ahead(CLOCKS.get(number))));
      running.put(number, started);
      armed[number] = true;
    }
    for (int number : numbers) {
      String host = network.map(one -> one.site(number).host()).orElse(LOOPBACK);
      open.put(number, new InetSocketAddress(host, running.get(number).port()));
    }
  }

  /** Ends an appliance at once. */
  void kill(int number) throws IOException {
    open.remove(number);
    running.get(number).kill();
    keepLog(number);
  }

  private void keepLog(int number) throws IOException {
    Files.writeString(
        folder.resolve(appliance(number) + ".log"),
        running.get(number).log() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Path trigger(int number) {
    return folder.resolve(appliance(number) + ".stop");
  }

  /** Whether {@link #stopAtSent} works of this one. */
  boolean isArmed(int number) {
    return armed[number];
  }

  /** Has an appliance stop before the first byte of its next order, as by SIGSTOP. */
  void stopAtSent(int number) throws IOException {
    armed[number] = false;
    Files.createFile(trigger(number));
  }

  /** Whether an appliance is stopped. */
  boolean isStopped(int number) throws IOException {
    return running.get(number).isStopped();
  }

  /** Sends an appliance a signal. */
  void signal(int number, String signal) {
    running.get(number).signal(signal);
  }

  /** Where members reach an appliance; empty while it is not started. */
  Optional<InetSocketAddress> open(int number) {
    return Optional.ofNullable(open.get(number));
  }

  /** Waits until an appliance ends by itself; returns its exit code. */
  int awaitEnd(int number) {
    open.remove(number);
    return running.get(number).awaitEnd();
  }

  /** Whether an appliance's process lives. */
  boolean lives(int number) {
    return !running.get(number).endsWithin(Duration.ZERO);
  }

  RunningPostgres server() {
    return server;
  }

  Optional<PrivateNetwork> network() {
    return network;
  }

  RunningBoard board(int number) {
    return boards.get(number);
  }

  Path boardLog(int number) {
    return folder.resolve(machine(number) + ".log");
  }

  /** How often machines were taken in all. */
  long takings() {
    return number("SELECT coalesce(sum(epoch), 0) FROM bank_machine");
  }

  /** An appliance, mostly one that has machines. */
  int victim(Random random) {
    int any = random.nextInt(APPLIANCES);
    return random.nextInt(4) == 0 ? any : owner(any);
  }

  /** Which appliance had a machine last. */
  int owner(int machine) {
    String sql =
        "SELECT a.name FROM bank_machine m JOIN bank_appliance a ON a.id = m.appliance"
            + " WHERE m.machine = '"
            + machine(machine)
            + "'";
    String name =
        await("the bank").atMost(PATIENCE).until(() -> tried(sql), Optional::isPresent).get();
    return Integer.parseInt(name.substring(name.length() - 1));
  }

  /** The number that a query finds, as soon as the bank can be asked. */
  long number(String sql) {
    return Long.parseLong(
        await("the bank").atMost(PATIENCE).until(() -> tried(sql), Optional::isPresent).get());
  }

  private Optional<String> tried(String sql) {
    try {
      return server.list(DATABASE, sql, row -> row.getString(1)).stream().findFirst();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** Waits. */
  static void pause(Duration time) {
    long begun = System.nanoTime();
    await()
        .atMost(time.plus(PATIENCE))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() - begun >= time.toNanos());
  }

  /** Writes down what all processes said. */
  void keepLogs() throws IOException {
    for (int number : running.keySet()) {
      keepLog(number);
    }
    Files.writeString(folder.resolve("postgres.log"), server.log());
  }

  /** Ends the appliances in good order; returns those whose exit code was another than 0. */
  List<String> stop() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<Integer, RunningAppliance> one : running.entrySet()) {
      open.remove(one.getKey());
      int code = one.getValue().stop();
      if (code != 0) {
        wrong.add(appliance(one.getKey()) + " ended with code " + code);
      }
    }
    return wrong;
  }

  @Override
  public void close() throws IOException {
    running.values().forEach(RunningAppliance::close);
    boards.forEach(RunningBoard::close);
    server.close();
    reserved.forEach(ReservedPort::close);
    if (network.isPresent()) {
      network.get().close();
      BankDisk.unmount(folder.resolve("bank"));
    }
  }
}

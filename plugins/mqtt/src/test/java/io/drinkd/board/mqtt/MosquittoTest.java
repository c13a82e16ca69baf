package io.drinkd.board.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.Timers;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver with a real broker, Debian's mosquitto, if it is installed; it is killed on the way.
 */
class MosquittoTest {

  private static final Path BROKER = Path.of("/usr/sbin/mosquitto");
  private static final long PATIENCE = 60;

  @TempDir Path folder;

  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final List<Process> processes = new ArrayList<>();
  private ReservedPort reserved;
  private int port;

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    if (reserved != null) {
      reserved.close();
    }
  }

  private Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private int run(String... command) throws Exception {
    Process process = start(command);
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
        .as(List.of(command).toString())
        .isTrue();
    return process.exitValue();
  }

  private Process startBroker() throws Exception {
    Process broker = start(BROKER.toString(), "-c", folder.resolve("conf").toString());
    while (run("mosquitto_pub", "-p", "" + port, "-u", "b", "-P", "b", "-t", "x", "-n") != 0) {
      assertThat(broker.isAlive()).isTrue();
    }
    return broker;
  }

  private void publish(String topic, String text, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("mosquitto_pub", "-p", "" + port, "-u", "b", "-P", "b"));
    command.addAll(List.of("-t", "drinkd/d/" + topic, "-m", text));
    command.addAll(List.of(more));
    assertThat(run(command.toArray(String[]::new))).isZero();
  }

  /** The board, which gets one order and is then heard no more. */
  private Process listen() throws IOException {
    return start(
        "mosquitto_sub", "-p", "" + port, "-u", "b", "-P", "b", "-t", "drinkd/d/order", "-C", "1");
  }

  private static String order(Process board) throws Exception {
    assertThat(board.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    return new String(board.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void awaitReport(String beginning) throws InterruptedException {
    String report = "";
    while (!report.startsWith(beginning)) {
      report = reports.poll(PATIENCE, TimeUnit.SECONDS);
      assertThat(report).as("a report that begins with " + beginning).isNotNull();
    }
  }

  private final class Listener implements BoardListener {
    @Override
    public void stateChanged(BoardState state, String reason) {
      reports.add(state + " " + reason);
    }

    @Override
    public void slotsReported(Map<Integer, SlotReading> slots) {
      reports.add("slots " + slots.keySet());
    }

    @Override
    public void temperatureMeasured(String thermometer, double celsius) {}

    @Override
    public void doorReported(boolean open) {}

    @Override
    public void powerReported(PowerState state) {}

    @Override
    public void answeredLate(DropOrder order, DropOutcome outcome) {
      reports.add("late " + order.dropId() + " " + outcome.getClass().getSimpleName());
    }
  }

  private void configure() throws Exception {
    reserved = ReservedPort.any();
    port = reserved.number();
    Path passwords = folder.resolve("passwords");
    run("mosquitto_passwd", "-b", "-c", passwords.toString(), "drinkd", "s3cret");
    run("mosquitto_passwd", "-b", passwords.toString(), "b", "b");
    String user = System.getProperty("user.name");
    Files.writeString(
        folder.resolve("conf"),
        "listener "
            + port
            + " 127.0.0.1\nallow_anonymous false\nuser "
            + user
            + "\npassword_file "
            + passwords
            + "\n");
  }

  private Board open(BoardConnector connector, Timers timers, Executor thread) throws Exception {
    var driver = new MqttDriver();
    var settings =
        new BoardSettings(
            "d",
            Optional.of("127.0.0.1:" + port),
            Optional.of(new Secret("s3cret")),
            BoardTimes.USUAL,
            new TreeSet<>(List.of(1, 2)),
            DriverValues.of(driver.settings(), Map.of(), "d"));
    var sessions = connector.dial("127.0.0.1", port, timers, thread);
    var context = new BoardContext(settings, sessions, new Listener(), timers);
    return CompletableFuture.supplyAsync(() -> driver.open(context), thread).join();
  }

  @Test
  void noOrderIsDroppedTwiceWhenTheBrokerIsKilledInTheMiddleOfIt() throws Exception {
    assumeTrue(Files.isExecutable(BROKER), "mosquitto is not installed");
    configure();
    Process broker = startBroker();
    var thread = Executors.newSingleThreadExecutor();
    try (var connector = new BoardConnector();
        var timers = Timers.system("timers")) {
      Board board = open(connector, timers, thread);
      publish("state", "online slots 1=3 2=0", "-r");
      awaitReport("UP");

      Process first = listen();
      CompletableFuture<DropOutcome> made = drop(board, thread, 1, first);
      publish("result", "1 dropped");
      assertThat(made.get(PATIENCE, TimeUnit.SECONDS)).isInstanceOf(DropOutcome.Dropped.class);

      Process second = listen();
      CompletableFuture<DropOutcome> lost = drop(board, thread, 2, second);
      broker.destroyForcibly().waitFor();
      assertThat(lost.get(PATIENCE, TimeUnit.SECONDS)).isInstanceOf(DropOutcome.Unknown.class);
      awaitReport("DOWN");

      startBroker();
      publish("state", "online", "-r");
      awaitReport("UP");
      // Whoever asks now for orders gets none: neither broker nor driver has sent it again.
      assertThat(
              run(
                  "mosquitto_sub",
                  "-p",
                  "" + port,
                  "-u",
                  "b",
                  "-P",
                  "b",
                  "-t",
                  "drinkd/d/order",
                  "-C",
                  "1",
                  "-W",
                  "2"))
          .isNotZero();
      publish("result", "2 dropped");
      awaitReport("late 2 Dropped");
      CompletableFuture.supplyAsync(board::close, thread).join().get(PATIENCE, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
  }

  /** An order that has arrived at the board. */
  private CompletableFuture<DropOutcome> drop(
      Board board, Executor thread, long id, Process listening) throws Exception {
    // The board's own subscription may not be there yet: an order before it is lost, as it should.
    awaitSubscription();
    var outcome =
        CompletableFuture.supplyAsync(() -> board.drop(new DropOrder(id, 1)), thread).join();
    assertThat(order(listening)).isEqualTo("drop " + id + " 1");
    return outcome;
  }

  /** What is published comes back over a subscription that began after the board's. */
  private void awaitSubscription() throws Exception {
    Process later =
        start("mosquitto_sub", "-p", "" + port, "-u", "b", "-P", "b", "-t", "later", "-C", "1");
    while (later.isAlive()) {
      run("mosquitto_pub", "-p", "" + port, "-u", "b", "-P", "b", "-t", "later", "-m", "x");
    }
  }
}

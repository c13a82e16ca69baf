package io.drinkd.appliance.sunday;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mina.core.session.IoSession;

/** A house and its door, with the door's time and the late answers in the test's hands. */
final class TestDoor implements AutoCloseable {

  final ManualTimers timers = new ManualTimers();
  final TestCommands commands = new TestCommands();
  final ListenerOptions options = new ListenerOptions();
  private final House.Options houseOptions = new House.Options();
  private final Path data;
  private Optional<House> house = Optional.empty();
  private Optional<SundayDoor> door = Optional.empty();

  TestDoor(Path data) {
    this.data = data;
    houseOptions.timers = Optional.of(timers);
  }

  /** Opens the door as the options say now. */
  SundayDoor open() throws CannotListenException {
    return open(1);
  }

  SundayDoor open(int threads) throws CannotListenException {
    if (house.isEmpty()) {
      house = Optional.of(newHouse());
    }
    SundayDoor opened = SundayDoor.open(options.settings(), house.get(), commands.all(), threads);
    door = Optional.of(opened);
    return opened;
  }

  private House newHouse() {
    try {
      return new House(data, houseOptions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What becomes of wrong logins from when the house is opened. */
  void logins(LoginLimits limits) {
    houseOptions.logins = limits;
  }

  /** Each password is as much work as in a real house, so that many at once take a while. */
  void realPasswords() {
    houseOptions.passwordCost = PasswordCost.STANDARD;
  }

  /** What is wrong with the books; nothing, one hopes. */
  List<String> booksDisagreements() {
    return house.orElseThrow().booksDisagreements();
  }

  LineClient connect() throws IOException {
    return LineClient.connect(door.orElseThrow().port());
  }

  LineClient connectFrom(InetAddress from) throws IOException {
    return LineClient.connectFrom(from, door.orElseThrow().port());
  }

  /** A client that has room for next to nothing. */
  LineClient connectNarrow() throws IOException {
    return LineClient.connect(door.orElseThrow().port(), 4_096);
  }

  LineClient greeted() throws IOException {
    return LineClient.greeted(door.orElseThrow().port());
  }

  boolean isEmpty() {
    return door.orElseThrow().sessions().isEmpty();
  }

  void awaitSessions(int count) {
    await().atMost(House.PATIENCE).until(() -> door.orElseThrow().sessions().size() == count);
  }

  IoSession onlySession() {
    awaitSessions(1);
    return door.orElseThrow().sessions().iterator().next();
  }

  /** Waits until one connection is not read from, and returns it. */
  IoSession pausedSession() {
    return await()
        .atMost(House.PATIENCE)
        .until(
            () ->
                door.orElseThrow().sessions().stream()
                    .filter(IoSession::isReadSuspended)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until the door has taken up the request LATER with that id. */
  void awaitTaken(String id) {
    await().atMost(House.PATIENCE).until(() -> commands.isWaiting(id));
  }

  @Override
  public void close() {
    door.ifPresent(open -> open.close(Duration.ofMillis(1)));
    house.ifPresent(House::close);
  }
}

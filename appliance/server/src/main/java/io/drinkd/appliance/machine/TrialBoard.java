package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.ModelCheck;
import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DriverValues.MistakesException;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/** A board that its driver opens and closes without ever getting a session with it. */
public final class TrialBoard {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private TrialBoard() {}

  /**
   * Why a board cannot be opened.
   *
   * @param bySettings whether the driver refuses the machine's settings; else it has a fault
   * @param key of the machine's file, which it refuses; empty if that is not known
   */
  public record Obstacle(String reason, boolean bySettings, String key) {

    private static Optional<Obstacle> fault(String reason) {
      return Optional.of(new Obstacle(reason, false, ""));
    }
  }

  /**
   * Lets a driver open a machine's board, on a thread of its own. Blocks until it has, or for ten
   * seconds.
   *
   * @return what is wrong with the machine's settings, or else with the driver; empty if nothing is
   */
  public static Optional<Obstacle> obstacle(
      MachineDriver driver, MachineSettings settings, Timers timers) {
    var obstacle = new CompletableFuture<Optional<Obstacle>>();
    Thread thread =
        new Thread(
            () -> obstacle.complete(open(driver, settings, timers)), "trial " + settings.id());
    thread.setDaemon(true);
    thread.start();
    try {
      return obstacle.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return Obstacle.fault("it takes longer than " + TIMEOUT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Obstacle.fault("the check was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Obstacle> open(
      MachineDriver driver, MachineSettings settings, Timers timers) {
    Optional<Secret> password = settings.board().password().map(text -> new Secret(text.text()));
    BoardSettings given = ModelCheck.settings(settings, driver, password);
    return open(driver, given, timers)
        .map(
            obstacle ->
                obstacle.bySettings()
                    ? new Obstacle(obstacle.reason(), true, refusedKey(driver, given, timers))
                    : obstacle);
  }

  /** That without which the driver opens a board. */
  private static String refusedKey(MachineDriver driver, BoardSettings given, Timers timers) {
    if (open(driver, with(given, new TreeSet<>(), given.values()), timers).isEmpty()) {
      return "slots";
    }
    try {
      DriverValues defaults = DriverValues.of(driver.settings(), Map.of(), given.machine());
      return open(driver, with(given, given.slots(), defaults), timers).isEmpty() ? "settings" : "";
    } catch (MistakesException e) {
      // Some have no default.
      return "";
    }
  }

  private static BoardSettings with(
      BoardSettings given, SortedSet<Integer> slots, DriverValues values) {
    return new BoardSettings(
        given.machine(), given.address(), given.password(), given.times(), slots, values);
  }

  private static Optional<Obstacle> open(
      MachineDriver driver, BoardSettings settings, Timers timers) {
    var masked = new MaskedTexts(settings.password());
    try {
      Board board =
          driver.open(new BoardContext(settings, new NoSessions(), new NoListener(), timers));
      if (board == null) {
        return Obstacle.fault("it returns no board");
      }
      board.close();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Obstacle(masked.of(String.valueOf(e.getMessage())), true, ""));
    } catch (Throwable e) {
      // The driver may throw anything; its author knows what that means.
      return Obstacle.fault(masked.of("it throws " + e));
    }
  }

  private static final class NoSessions implements SessionSource {
    @Override
    public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
      return visit(codec, handler);
    }

    @Override
    public Subscription visit(ProtocolCodecFactory codec, SessionHandler handler) {
      return new Subscription() {
        @Override
        public void settled() {}

        @Override
        public void close() {}
      };
    }
  }

  private static final class NoListener implements BoardListener {
    @Override
    public void stateChanged(BoardState state, String reason) {}

    @Override
    public void slotsReported(Map<Integer, SlotReading> slots) {}

    @Override
    public void temperatureMeasured(String thermometer, double celsius) {}

    @Override
    public void doorReported(boolean open) {}

    @Override
    public void powerReported(PowerState state) {}

    @Override
    public void answeredLate(DropOrder order, DropOutcome outcome) {}
  }
}

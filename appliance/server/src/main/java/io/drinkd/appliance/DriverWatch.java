package io.drinkd.appliance;

import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.MachineObserver;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.plugin.DriverUser;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the drivers' folder once a second, and gives the machines the drivers that come and
 * takes those away that go. The folder is looked at rather than watched: a look misses nothing,
 * whatever file system it is on and however a file came to be there.
 *
 * <p>It has a thread of its own, which waits for a machine's last order before its driver goes.
 */
final class DriverWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverWatch.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** More than any order takes: its deadline is the machine's own. */
  private static final Duration LONGEST_PARTING = Duration.ofDays(2);

  private final DriverFolder folder;
  private final Machines machines;
  private final DriverUser user;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "drivers");
            thread.setDaemon(true);
            return thread;
          });
  private String lastFailure = "";

  DriverWatch(DriverFolder folder, Machines machines, BoardLinks links, MachineObserver observer) {
    this.folder = folder;
    this.machines = machines;
    this.user = new MachinesAsUser(machines, links, observer);
  }

  /**
   * Begins to give the machines the drivers that are there, and then to look for others. Returns
   * before: clients are served while the boards of a thousand machines are opened.
   */
  void start() {
    List<LoadedDriver> present = folder.drivers();
    machines.expect(present.stream().map(LoadedDriver::model).collect(Collectors.toSet()));
    executor.execute(() -> present.forEach(this::use));
    long millis = LOOK_EVERY.toMillis();
    executor.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void use(LoadedDriver driver) {
    try {
      user.use(driver);
    } catch (RuntimeException e) {
      LOG.error("driver {} could not be given to its machines", driver.model(), e);
    }
  }

  /** Looks now, and waits until what was seen has had its effect. */
  void lookNow() throws InterruptedException, ExecutionException {
    executor.submit(this::look).get();
  }

  /** A failure that lasts is told once. */
  private void look() {
    try {
      folder.rescan(user);
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      if (!e.toString().equals(lastFailure)) {
        LOG.error("drivers that come or go are not seen: {}", e.toString());
      }
      lastFailure = e.toString();
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private record MachinesAsUser(Machines machines, BoardLinks links, MachineObserver observer)
      implements DriverUser {

    @Override
    public void use(LoadedDriver driver) {
      machines.attach(driver, links, observer);
    }

    @Override
    public void release(LoadedDriver driver) {
      try {
        machines.detach(driver.model()).get(LONGEST_PARTING.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the appliance is stopping", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException(driver.model() + " cannot be parted with", e);
      }
    }
  }
}

package io.drinkd.appliance;

import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.MachineObserver;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.DriverUser;
import io.drinkd.appliance.plugin.LoadedDriver;
import io.drinkd.appliance.store.FileFailure;
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
 * Polls the folders of drivers once a second: attaches new drivers to their machines, and detaches
 * those whose files are gone. The folders are polled rather than watched, because that misses
 * nothing, whatever file system they are on and however a file came to be there.
 *
 * <p>It has a thread of its own, which waits for a machine's last order before its driver is
 * unloaded.
 */
final class DriverWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverWatch.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Longer than any order takes, whose time-out is the machine's own. */
  private static final Duration LONGEST_PARTING = Duration.ofDays(2);

  private final DriverFolders folders;
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

  DriverWatch(
      DriverFolders folders, Machines machines, BoardLinks links, MachineObserver observer) {
    this.folders = folders;
    this.machines = machines;
    this.user = new MachinesAsUser(machines, links, observer);
  }

  /**
   * Begins to attach the drivers that are there to their machines, and then to poll for others.
   * Does not wait for that: clients are served while the boards of a thousand machines are opened.
   */
  void start() {
    List<LoadedDriver> present = folders.drivers();
    machines.expect(present.stream().map(LoadedDriver::model).collect(Collectors.toSet()));
    executor.execute(() -> present.forEach(this::use));
    long millis = LOOK_EVERY.toMillis();
    executor.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void use(LoadedDriver driver) {
    try {
      user.use(driver);
    } catch (RuntimeException e) {
      // What to do: restart drinkd, or replace the driver's jar; report the stack trace as a fault.
      LOG.error(
          "attaching the driver {} to its machines failed, they stay down", driver.model(), e);
    }
  }

  /** Polls now, and waits until all changes that were found have been applied. */
  void lookNow() throws InterruptedException, ExecutionException {
    executor.submit(this::look).get();
  }

  /** A failure that lasts is logged once. */
  private void look() {
    try {
      folders.rescan(user);
      lastFailure = "";
    } catch (IOException e) {
      String reason = FileFailure.reason(e);
      if (!reason.equals(lastFailure)) {
        // What to do: let the user of drinkd read the folder of plugins; it is tried again each
        // second.
        LOG.error("reading the folder of plugins failed, changes in it have no effect: {}", reason);
      }
      lastFailure = reason;
    } catch (RuntimeException e) {
      String reason = e.getClass().getName() + e.getMessage();
      if (!reason.equals(lastFailure)) {
        // What to do: restart drinkd; report the stack trace as a fault.
        LOG.error("looking for changes in the folder of plugins failed", e);
      }
      lastFailure = reason;
    }
  }

  /** Stops polling. */
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
        throw new IllegalStateException("driver " + driver.model() + " cannot be detached", e);
      }
    }
  }
}

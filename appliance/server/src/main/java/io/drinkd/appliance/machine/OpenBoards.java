package io.drinkd.appliance.machine;

import io.drinkd.appliance.store.Owners;
import io.drinkd.driver.MachineDriver;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which boards are open: those of machines that this appliance owns, and those that dial in, which
 * may choose this appliance while another one has the machine. None is while the machines may be
 * another appliance's: many a board takes one link only, or stays with whom it has dialled. Guarded
 * by the lock of {@link Machines}.
 */
final class OpenBoards {

  private static final String UNCERTAIN =
      "closed while the bank is away, for another appliance may have the machine; comes back with"
          + " the bank";

  private record Attached(MachineDriver driver, BoardLinks links, MachineObserver observer) {}

  private final Object lock;
  private final MachineRegister register;
  private final Supplier<Owners> owners;
  private final SameBoards sameBoards = new SameBoards();
  private final Map<String, Attached> attached = new ConcurrentHashMap<>();

  /** Models whose drivers are attached, or will be soon. */
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  /** Whether it is known which drivers there are. */
  private volatile boolean started;

  /** Boards that are being closed, by the ids of their machines, whose files may come back. */
  private final Map<String, CompletableFuture<Void>> releasing = new ConcurrentHashMap<>();

  private volatile boolean certain = true;
  private boolean closed;

  OpenBoards(Object lock, MachineRegister register, Supplier<Owners> owners) {
    this.lock = lock;
    this.register = register;
    this.owners = owners;
  }

  /** These drivers are loaded, and no others. */
  void expect(Set<String> models) {
    loaded.addAll(models);
    started = true;
    register.own().stream()
        .filter(machine -> !machine.board().shown().isElsewhere())
        .forEach(machine -> machine.board().expectDriver(prospect(machine)));
  }

  /** Whether there is a driver for the machine's board. On any thread. */
  DriverProspect prospect(Machine machine) {
    if (loaded.contains(machine.settings().board().driver())) {
      return DriverProspect.LOADED;
    }
    return started ? DriverProspect.MISSING : DriverProspect.STARTING;
  }

  /** A driver is there for the boards of its model; not after {@link #close}. */
  void attach(MachineDriver driver, BoardLinks links, MachineObserver observer) {
    loaded.add(driver.model());
    attached.put(driver.model(), new Attached(driver, links, observer));
  }

  /** A driver is gone. */
  void detach(String model) {
    loaded.remove(model);
    attached.remove(model);
  }

  boolean isClosed() {
    return closed;
  }

  /** Opens none any more. */
  void close() {
    closed = true;
  }

  /** Returns the ids of machines that had their board with another one, and have it alone now. */
  Set<String> findSameBoards() {
    return sameBoards.find(
        register.own().stream().map(Machine::settings).toList(),
        model -> Optional.ofNullable(attached.get(model)).map(Attached::driver));
  }

  private boolean owns(Machine machine) {
    return owners.get().owns(machine.id());
  }

  /** None is to be open while this appliance may have lost its machines without knowing it. */
  void setCertain(boolean newCertain) {
    certain = newCertain;
  }

  /** Whether it is certain which machines this appliance owns. On any thread. */
  boolean isCertain() {
    return certain;
  }

  /** Whether the machine is had by whoever its board dials. On any thread. */
  boolean followsLink(Machine machine) {
    return owners.get().areShared() && machine.dialsIn() && attachedTo(machine).isPresent();
  }

  private Optional<Attached> attachedTo(Machine machine) {
    return Optional.ofNullable(attached.get(machine.settings().board().driver()));
  }

  /** Unless it or its driver has been removed while an order was in flight, or another has it. */
  void open(Machine machine) {
    synchronized (lock) {
      Optional<Attached> known = attachedTo(machine);
      DrivenBoard board = machine.board();
      if (closed || known.isEmpty() || register.byId(machine.id()).orElse(null) != machine) {
        return;
      }
      if (board.isStandby()) {
        follow(machine);
      } else if (!certain) {
        board.showSilent(Optional.empty(), UNCERTAIN, Awaited.BANK);
      } else if (owns(machine)) {
        open(machine, known.get());
      } else {
        if (!board.shown().isElsewhere()) {
          board.showSilent(Optional.empty(), DrivenBoard.ELSEWHERE, Awaited.BOARD);
        }
        if (followsLink(machine)) {
          standBy(machine, known.get());
        }
      }
    }
  }

  private void open(Machine machine, Attached known) {
    machine
        .board()
        .open(known.driver, known.links, known.observer, () -> sameBoards.of(machine.id()));
  }

  private void standBy(Machine machine, Attached known) {
    machine
        .board()
        .standBy(known.driver, known.links, known.observer, () -> sameBoards.of(machine.id()));
  }

  /** The machine has another board: opens it once the order in flight at the former has ended. */
  void reopen(Machine machine) {
    release(machine.id(), machine.board().detach());
    machine.board().expectDriver(prospect(machine));
    released(machine)
        .thenRun(
            () -> {
              synchronized (lock) {
                if (!machine.board().isDriven()) {
                  machine.forgetReports();
                  open(machine);
                }
              }
            });
  }

  /** Opens the board of a new machine once that of one that had its id is closed. */
  void openNew(Machine machine) {
    released(machine).thenRun(() -> openIfNot(machine));
  }

  /** The machine's file is gone: leaves it to others, unless there is one again meanwhile. */
  void remove(Machine machine) {
    release(machine.id(), machine.board().detachRemoved())
        .thenRun(
            () -> {
              synchronized (lock) {
                if (register.own().stream().noneMatch(own -> own.id().equals(machine.id()))) {
                  owners.get().giveUp(machine.id());
                }
              }
            });
  }

  /** The machine has another owner, perhaps; calls may come late, and in another order. */
  void follow(Machine machine) {
    synchronized (lock) {
      DrivenBoard board = machine.board();
      if (closed) {
        return;
      }
      if (!certain) {
        if (board.isDriven()) {
          release(machine, UNCERTAIN, Awaited.BANK);
        }
      } else if (owns(machine)) {
        if (board.isStandby()) {
          board.take();
        } else if (!board.isDriven()) {
          released(machine).thenRun(() -> openIfNot(machine));
        }
      } else if (!board.isStandby()) {
        // What its owner has said of it meanwhile is so: nobody is refused for want of it.
        if (board.isDriven() || !board.shown().isElsewhere()) {
          release(machine, DrivenBoard.ELSEWHERE, Awaited.BOARD);
        }
        if (followsLink(machine)) {
          released(machine).thenRun(() -> openIfNot(machine));
        }
      }
    }
  }

  /** Its board may have been released before, and still be awaited. */
  private CompletableFuture<Void> release(Machine machine, String why, Awaited awaited) {
    return release(machine.id(), machine.board().detachForOthers(why, awaited));
  }

  private CompletableFuture<Void> release(String id, CompletableFuture<Void> detached) {
    CompletableFuture<Void> all =
        releasing.merge(id, detached, (before, now) -> CompletableFuture.allOf(before, now));
    all.thenRun(() -> releasing.remove(id, all));
    return all;
  }

  private CompletableFuture<Void> released(Machine machine) {
    return releasing.getOrDefault(machine.id(), CompletableFuture.completedFuture(null));
  }

  private void openIfNot(Machine machine) {
    synchronized (lock) {
      if (!machine.board().isDriven()) {
        open(machine);
      }
    }
  }

  /** Leaves a machine to whoever wants it; opens no board any more. */
  CompletableFuture<Void> giveUp(Machine machine) {
    synchronized (lock) {
      closed = true;
      return release(machine, "the appliance is stopping", Awaited.OWNER)
          .thenCompose(done -> owners.get().giveUp(machine.id()));
    }
  }

  /** Leaves a machine to another appliance, with which its board has a link and not here. */
  void leave(Machine machine) {
    synchronized (lock) {
      if (closed || !owns(machine) || machine.board().isLinked()) {
        return;
      }
      release(machine, DrivenBoard.ELSEWHERE, Awaited.BOARD)
          .thenCompose(done -> owners.get().leave(machine.id()));
    }
  }
}

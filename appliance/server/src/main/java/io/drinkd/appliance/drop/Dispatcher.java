package io.drinkd.appliance.drop;

import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineObserver;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes the members' orders, gives them to the machines one at a time, and sees to it that each
 * ends on disk as the evidence says.
 */
public final class Dispatcher implements MachineObserver {

  /** So long the orders of a machine wait whose board dials in, and may dial another appliance. */
  private static final Duration LINKED_AGAIN_WITHIN = Duration.ofSeconds(10);

  private final DropServices services;
  private final Machines machines;
  private final Limits limits;
  private final IdempotentRequests repeats;
  private final ResumedOrders resumed;
  private final Map<String, OrderQueue> queues = new ConcurrentHashMap<>();
  private final Set<Order> delayed = ConcurrentHashMap.newKeySet();
  private final LateAnswers lateAnswers;
  private final BookedCancels cancels;
  private final Optional<Adoption> adoption;
  private volatile boolean closing;

  /**
   * Reads what an earlier run left behind, or other appliances, and brings it to where it belongs,
   * before any client or board can be there: an order that left is in doubt, a delay continues with
   * what is left of it, and an order that never left is called off, or continues where several
   * appliances have the books.
   */
  public Dispatcher(DropServices services, Machines machines, Members members, Limits limits) {
    this.services = services;
    this.machines = machines;
    this.repeats = new IdempotentRequests(services);
    this.resumed = new ResumedOrders(services.timers());
    this.limits = limits;
    machines.all().forEach(machine -> services.counts().expect(machine.id()));
    this.lateAnswers = new LateAnswers(services);
    this.cancels = new BookedCancels(services);
    Owners owners = machines.owners();
    if (owners.areShared()) {
      Adoption shared = new Adoption(services, machines, members, new Adopted());
      adoption = Optional.of(shared);
      services.drops().forwards().listen(this::heard);
      machines.listenToService(this::endOutOfService);
      owners.begin(machines.ownIds(), shared);
      shared.begin();
    } else {
      adoption = Optional.empty();
      new Recovery(services, machines, members)
          .run()
          .forEach(left -> resume(left.drop(), left.request()));
    }
  }

  /** The orders of machines that this appliance takes from others, or has to leave to them. */
  private final class Adopted implements Adoption.Orders {

    @Override
    public CompletableFuture<DropResult> resume(Drop drop, DropRequest request) {
      return Dispatcher.this.resume(drop, request).adopted().result();
    }

    @Override
    public CompletableFuture<DropResult> accept(Drop drop, DropRequest request) {
      if (!request.delay().isZero()) {
        return resume(drop, request);
      }
      if (mayLink(request.machine())) {
        resumed.expect(request.machine(), LINKED_AGAIN_WITHIN);
        return Dispatcher.this.resume(drop, request).adopted().result();
      }
      Order order = Order.resumed(services, request, queue(request.machine()), drop).adopted();
      repeats.resumed(request, order.ordered());
      order.enqueue();
      return order.result();
    }

    @Override
    public void ownerChanged(Machine machine) {
      if (services.store().owners().owns(machine.id())) {
        resumed.expect(machine, ResumedOrders.LINKED_WITHIN);
        return;
      }
      Stream.concat(
              delayed.stream().filter(order -> order.isFor(machine) && order.isDelaying()),
              queue(machine).takeWaiting().stream())
          .forEach(order -> order.elsewhere("another appliance has the machine"));
    }
  }

  /** The longest delay that a request may have. */
  public Duration delayMax() {
    return limits.delayMax();
  }

  /**
   * Carries out a request. What can be refused from memory is refused at once; the future completes
   * when the outcome is on disk, on any thread. It fails only with a fault of ours, which whoever
   * answers logs.
   *
   * <p>A request with a key that was carried out before is not carried out again: it gets the same
   * answer, after a restart too, or {@link Kind#KEY_REUSED} if it asks for something else. A
   * request that was refused before any credits were held has had no effect and is not remembered.
   */
  public CompletableFuture<DropResult> drop(DropRequest request) {
    return order(request).result();
  }

  /** The same for whoever wants to know the drop's number before it ends. */
  public OrderedDrop order(DropRequest request) {
    return request.key().isEmpty()
        ? begin(request)
        : repeats.once(request, isPossibleByMemory(request), () -> begin(request));
  }

  /**
   * The same for a request that names no slot.
   *
   * @param request see {@link DropRequest#any}
   * @param choice the slot, asked for unless the request was carried out before; whatever it throws
   *     is thrown, or the result fails with it
   */
  public OrderedDrop orderAny(DropRequest request, Supplier<Slot> choice) {
    Supplier<OrderedDrop> beginning = () -> begin(request.from(choice.get()));
    return request.key().isEmpty() ? beginning.get() : repeats.once(request, false, beginning);
  }

  private boolean isPossibleByMemory(DropRequest request) {
    try {
      requirePossibleByMemory(request);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private OrderedDrop begin(DropRequest request) {
    try {
      requirePossibleByMemory(request);
    } catch (RefusedException e) {
      services.counts().ended(request.machine().id(), Kind.of(e));
      long available = services.ledger().balance(request.member().account()).available();
      return OrderedDrop.ended(new DropResult(Kind.of(e), 0, available, e.getMessage()));
    }
    if (!services.store().owners().owns(request.machine().id())) {
      return ForwardedDrop.begin(services, request, limits.queuePerBoard());
    }
    Order order = new Order(services, request, queue(request.machine()));
    if (request.delay().isZero()) {
      order.enqueue();
    } else {
      remember(order);
      order.enqueueLater(limits.queuePerBoard());
      endIfStopping(order);
    }
    return order.ordered();
  }

  /** It may have come to those with a delay just after they were ended. */
  private void endIfStopping(Order order) {
    if (closing) {
      order.endDelayAtStop();
    }
  }

  private void remember(Order order) {
    delayed.add(order);
    order.result().whenComplete((result, failure) -> delayed.remove(order));
  }

  /**
   * Calls off the member's delayed drops whose orders have not left.
   *
   * @param reason why, for the books
   * @return how many, once that is on disk; fails with a {@link StoreException} if it cannot be
   *     written of one of them, which then is off all the same, unless the appliance ends before it
   *     can be; or as {@link #drop} does
   */
  public CompletableFuture<Integer> cancelDelayed(MemberRecord member, String reason) {
    List<Order> off =
        delayed.stream()
            .filter(order -> order.isOf(member) && order.callOff(Kind.CANCELLED, reason))
            .toList();
    return CompletableFuture.allOf(
            off.stream().map(Order::result).toArray(CompletableFuture[]::new))
        .thenApply(done -> BookedCancels.countOff(off))
        .thenCompose(here -> cancelDelayedElsewhere(member, reason).thenApply(more -> here + more));
  }

  /** What is left of them is in the memory of other appliances. */
  private CompletableFuture<Integer> cancelDelayedElsewhere(MemberRecord member, String reason) {
    return adoption.isEmpty()
        ? CompletableFuture.completedFuture(0)
        : cancels.cancelDelayed(member, reason);
  }

  /**
   * Calls off one of the member's drops, delayed or waiting for its board, if its order has not
   * left.
   *
   * @param drop its number
   * @param reason why, for the books
   * @return whether it is off, once that is on disk; fails as {@link #cancelDelayed} does
   */
  public CompletableFuture<Boolean> cancel(MemberRecord member, long drop, String reason) {
    return withoutOrders()
        .filter(order -> order.isOf(member) && order.id() == drop)
        .filter(order -> order.callOff(Kind.CANCELLED, reason))
        .findFirst()
        .map(order -> order.result().thenApply(BookedCancels::isOff))
        .orElseGet(
            () ->
                adoption.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : cancels.cancel(member, drop, reason));
  }

  /** Those of which not a byte has left. */
  private Stream<Order> withoutOrders() {
    Stream<Order> waiting = queues.values().stream().flatMap(queue -> queue.waiting().stream());
    return Stream.concat(delayed.stream(), waiting).distinct();
  }

  /**
   * A machine is out of service: ends the orders for it of which not a byte has left, but for those
   * of admins.
   *
   * @return completes when their ends are on disk; one that cannot be written is off all the same
   */
  public CompletableFuture<Void> endOutOfService(Machine machine) {
    List<CompletableFuture<DropResult>> ended =
        withoutOrders()
            .filter(order -> order.isFor(machine) && order.endOutOfService())
            .map(Order::result)
            .toList();
    return CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new));
  }

  /**
   * Finds out whether a member's order can come to a machine now; from memory.
   *
   * @throws RefusedException {@link Refusal#OUT_OF_SERVICE} or {@link Refusal#BOARD_AWAY}
   */
  public void requireReachable(Machine machine, MemberRecord member) {
    DropRequest.requireInService(member, machine.outOfService());
    if (machine.status() == MachineStatus.DOWN || machine.status() == MachineStatus.WAITING) {
      throw new RefusedException(Refusal.BOARD_AWAY, machine.statusReason());
    }
  }

  /**
   * Machine, slot, money: the first that does not fit. {@link DropStore#open} decides by the books.
   */
  private void requirePossibleByMemory(DropRequest request) {
    Machine machine = request.machine();
    if (closing) {
      throw new RefusedException(Refusal.NOT_READY, "the appliance is stopping");
    }
    requireReachable(machine, request.member());
    if (machine.status() == MachineStatus.QUARANTINED && request.delay().isZero()) {
      throw new RefusedException(Refusal.BOARD_BUSY, machine.statusReason());
    }
    Slot slot = request.requireListed();
    request.wanted().seen().require(slot);
    DropStore.requireOnSale(slot);
    String name = request.member().name();
    if (!request.delay().isZero() && delayedOf(request.member()) >= limits.queuePerBoard()) {
      throw new RefusedException(Refusal.BOARD_BUSY, "too many delayed drops of " + name);
    }
    if (!services.ledger().balance(request.member().account()).covers(slot.price())) {
      throw new RefusedException(Refusal.POOR, name + " cannot pay");
    }
  }

  private long delayedOf(MemberRecord member) {
    return delayed.stream().filter(order -> order.isOf(member) && order.isDelaying()).count();
  }

  private OrderQueue queue(Machine machine) {
    return queues.computeIfAbsent(machine.id(), id -> new OrderQueue(limits.queuePerBoard()));
  }

  private Order resume(Drop drop, DropRequest request) {
    Machine machine = request.machine();
    Order order = Order.resumed(services, request, queue(machine), drop);
    repeats.resumed(request, order.ordered());
    remember(order);
    order.continueWaiting(() -> resumed.due(machine, order));
    return order;
  }

  /** A drop has moved, here or at another appliance: somebody here may wait for that. */
  public void heard(Event event) {
    if (event instanceof Event.DropMoved moved) {
      if (adoption.isPresent()
          && DropState.of(moved.state()).filter(DropState::ended).isPresent()) {
        withoutOrders().filter(order -> order.id() == moved.drop()).forEach(Order::endedElsewhere);
      }
      services.followed().moved(moved);
    }
  }

  private void heard(Forwards.Forward forward) {
    if (services.store().owners().owns(forward.machine())) {
      adoption.ifPresent(Adoption::look);
    }
  }

  @Override
  public void statusChanged(Machine machine) {
    if (machine.status() == MachineStatus.UP) {
      resumed.linked(machine);
      return;
    }
    if (mayLink(machine)) {
      waitForLink(machine);
      return;
    }
    // Whoever waits would wait for nobody knows how long: the order has not left, so it ends here.
    Kind kind = machine.status() == MachineStatus.QUARANTINED ? Kind.BUSY : Kind.OFFLINE;
    queue(machine).takeWaiting().forEach(order -> order.cancel(kind, machine.statusReason()));
  }

  /** Whether the machine's board, which is away, may come to this appliance or another one soon. */
  private boolean mayLink(Machine machine) {
    return machine.status() == MachineStatus.DOWN
        && machine.dialsIn()
        && services.store().owners().areShared();
  }

  /** Whoever gets the link sends what waits. */
  private void waitForLink(Machine machine) {
    List<Order> waiting = queue(machine).takeWaiting();
    if (!waiting.isEmpty()) {
      resumed.expect(machine, LINKED_AGAIN_WITHIN);
    }
    for (Order order : waiting) {
      remember(order);
      order.waitForLink(() -> resumed.due(machine, order));
      endIfStopping(order);
    }
  }

  @Override
  public void answeredLate(Machine machine, DropOrder order, DropOutcome outcome) {
    CrashPoint.reach("answered-late");
    DropState state =
        outcome instanceof DropOutcome.Dropped ? DropState.DROPPED : DropState.REFUSED;
    lateAnswers.settle(order.dropId(), state);
  }

  /** Whether it takes no more orders, because the appliance stops. */
  public boolean isStopping() {
    return closing;
  }

  /** Takes no more orders, and ends those that wait, as {@link OrderlyStop} says. */
  public CompletableFuture<Void> stop(Duration most) {
    closing = true;
    adoption.ifPresent(Adoption::close);
    machines.all().forEach(this::queue);
    return new OrderlyStop(services, machines).run(Map.copyOf(queues), delayed, most);
  }
}

package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ModelState.Box;
import io.drinkd.appliance.drop.ModelState.Order;
import io.drinkd.appliance.drop.ModelState.Person;
import io.drinkd.appliance.drop.ModelState.Status;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one operation after the other on a real house and on a model of it, and compares them. */
final class ModelRun extends MemberRun {

  private static final int DELAYED_MAX = 3;

  private record KeyedDrop(Person who, Box box, int slot, long delayMillis, String key) {}

  private final List<KeyedDrop> keyed = new ArrayList<>();

  /**
   * @param patience how long the real house may take to come to what the model says
   */
  ModelRun(Path data, Duration patience) throws IOException {
    super(data, patience);
  }

  void take(Operation operation) throws Mismatch, IOException {
    advance(1);
    switch (operation.kind()) {
      case ADD -> add(operation);
      case CLOSE -> close(operation);
      case SET_BALANCE -> setBalance(operation);
      case SET_FLOOR -> setFloor(operation);
      case GRANT -> grant(operation);
      case GIVE -> give(operation);
      case DROP -> drop(operation);
      case REPEAT -> repeat(operation);
      case ANSWER -> answer(operation);
      case LOSE -> lose(operation);
      case LATE -> answerLate(operation);
      case UP -> up(operation);
      case RESOLVE -> resolve(operation);
      case REFUND -> refund(operation);
      case UNDO -> undo(operation);
      case WAIT -> await(operation);
      case RESTART -> restart(operation);
    }
    compare();
  }

  /** Out of service a machine takes orders of nobody, since nobody is an admin. */
  private void changeService(Box box) throws Mismatch {
    Machine machine = house.machines.find(box.id).orElseThrow();
    Catalog catalog = house.services.catalog();
    if (box.outOfService) {
      box.outOfService = false;
      same("done", outcome(catalog.inService(TestClaims.OPERATOR, machine.id())));
    } else if (!model.someWaitTwice(box)) {
      model.takeOutOfService(box);
      Remark reason = new Remark("model");
      same("done", outcome(catalog.outOfService(TestClaims.OPERATOR, machine.id(), reason)));
    }
  }

  private void drop(Operation operation) {
    Optional<Person> who = person(operation.one());
    if (who.isPresent()) {
      int slot = operation.many() % 40 == 0 ? 99 : slot(operation, box(operation.two()));
      long delayMillis = operation.three() % 10 == 1 ? 500 + operation.many() % 5_000 : 0;
      Optional<String> key = key(operation);
      key.ifPresent(
          name ->
              keyed.add(new KeyedDrop(who.get(), box(operation.two()), slot, delayMillis, name)));
      drop(who.get(), box(operation.two()), slot, delayMillis, key);
    }
  }

  /** Mostly one of the two that never run out; else the next that will. */
  private static int slot(Operation operation, Box box) {
    int slot = operation.many() % 5 == 1 ? FREE_SLOT : 1;
    if (operation.many() % 3 == 0) {
      slot = FREE_SLOT;
      do {
        slot++;
      } while (slot < STOCK.length && box.counts[slot - 1] == 0);
    }
    return slot;
  }

  private void repeat(Operation operation) {
    if (!keyed.isEmpty()) {
      KeyedDrop again = keyed.get(keyed.size() - 1 - operation.one() % Math.min(keyed.size(), 50));
      int slot = operation.two() % 8 == 0 ? again.slot % STOCK.length + 1 : again.slot;
      if (model.people.contains(again.who)) {
        drop(again.who, again.box, slot, again.delayMillis, Optional.of(again.key));
      }
    }
  }

  private void drop(Person who, Box box, int slot, long delayMillis, Optional<String> key) {
    boolean delays = delayMillis > 0;
    if (delays
        && (model.delayed() >= DELAYED_MAX || model.someDueAt(model.nowMillis + delayMillis))) {
      return;
    }
    Machine machine = house.machines.find(box.id).orElseThrow();
    DropRequest request =
        new DropRequest(
            members.get(who), machine, slot, Duration.ofMillis(delayMillis), key, "test");
    expect(
        house
            .dispatcher
            .drop(request)
            .thenApply(result -> result.kind() + " " + result.available()),
        model.drop(who, box, slot, delayMillis, key));
  }

  private void answer(Operation operation) {
    Box box = box(operation.one());
    if (box.inFlight.isPresent()) {
      ScriptedBoard board = house.board(box.id);
      switch ((int) (operation.many() % 4)) {
        case 0 -> {
          model.answer(box, DropState.REFUSED, Kind.REFUSED);
          board.answer(refused());
        }
        case 1 -> {
          model.answer(box, DropState.CANCELLED, Kind.OFFLINE);
          board.answer(new DropOutcome.NotSent("model"));
        }
        default -> {
          model.answer(box, DropState.DROPPED, Kind.DROPPED);
          board.answer(new DropOutcome.Dropped());
        }
      }
    }
  }

  private static DropOutcome refused() {
    return new DropOutcome.Refused(DropOutcome.Refusal.UNSTATED, "model");
  }

  private void lose(Operation operation) {
    Box box = box(operation.one());
    boolean silence = operation.two() % 3 > 0;
    if (silence && box.inFlight.isEmpty()) {
      return;
    }
    ScriptedBoard board = house.board(box.id);
    boolean asked = box.inFlight.isPresent();
    model.lose(box, silence ? Status.QUARANTINED : Status.DOWN);
    board.reportState(silence ? BoardState.QUARANTINED : BoardState.DOWN);
    if (asked) {
      board.answer(new DropOutcome.Unknown("model"));
    }
  }

  private void answerLate(Operation operation) {
    Box box = box(operation.one());
    if (box.unanswered.isPresent()) {
      boolean dropped = operation.two() % 2 == 0;
      long id = model.drops.indexOf(box.unanswered.get()) + 1L;
      DropOrder order = new DropOrder(id, box.unanswered.get().slot);
      model.answerLate(box, dropped ? DropState.DROPPED : DropState.REFUSED);
      ScriptedBoard board = house.board(box.id);
      board.answerLate(order, dropped ? new DropOutcome.Dropped() : refused());
      board.reportState(BoardState.UP);
    }
  }

  private void up(Operation operation) {
    Box box = box(operation.one());
    if (box.inFlight.isEmpty()) {
      model.up(box);
      house.board(box.id).reportState(BoardState.UP);
    }
  }

  private void resolve(Operation operation) throws Mismatch {
    List<Order> among = operation.two() % 8 == 0 ? model.drops : model.inDoubt();
    if (!among.isEmpty()) {
      Order order = among.get(operation.one() % among.size());
      boolean dropped = operation.many() % 2 == 0;
      InDoubtDrops.Decision decision =
          dropped ? InDoubtDrops.Decision.DROPPED : InDoubtDrops.Decision.REFUNDED;
      long id = model.drops.indexOf(order) + 1L;
      same(
          model.resolve(order, dropped ? DropState.DROPPED : DropState.REFUNDED),
          outcome(
              house
                  .services
                  .drops()
                  .resolve(TestClaims.OPERATOR, id, decision, new Remark("seen"))));
    }
  }

  private void refund(Operation operation) throws Mismatch {
    if (!model.drops.isEmpty()) {
      int last = model.drops.size() - 1;
      int back = operation.two() % 8 == 0 ? last : Math.min(last, 20);
      int index = last - (int) (operation.many() * operation.one() % (back + 1));
      same(
          model.refund(model.drops.get(index)),
          outcome(
              house
                  .services
                  .drops()
                  .refund(
                      TestClaims.OPERATOR, index + 1L, new Remark("it stuck"), Optional.empty())));
    }
  }

  private void await(Operation operation) throws Mismatch {
    Box served = box(operation.one());
    if (operation.three() % (served.outOfService ? 2 : 12) == 0) {
      changeService(served);
    }
    boolean quiet =
        model.delayed() == 0 && model.boxes.stream().allMatch(box -> box.inFlight.isEmpty());
    boolean long_ = operation.two() % 40 == 0 && quiet;
    advance(long_ ? Duration.ofDays(31).toMillis() : operation.many() % 4_000);
  }

  /** One delay after the other, each to its end. */
  private void advance(long millis) throws Mismatch {
    long target = model.nowMillis + millis;
    for (Optional<Long> due = model.nextDue(target); due.isPresent(); due = model.nextDue(target)) {
      advanceTo(due.get());
      compare();
    }
    advanceTo(target);
  }

  private void advanceTo(long millis) {
    long passed = millis - model.nowMillis;
    model.advanceTo(millis);
    time.advance(Duration.ofMillis(passed));
  }

  /** Whatever the appliance is called then, the open drops are its own. */
  private void restart(Operation operation) throws Mismatch, IOException {
    if (model.delaysThatWouldMeet() > 1) {
      return;
    }
    house.close();
    answers = new ArrayList<>();
    model.restart();
    name = "Drink server " + operation.one() % 3;
    house = open();
    for (Person person : model.people) {
      members.put(person, house.members.find(person.name).orElseThrow());
    }
    compareBooks();
  }
}

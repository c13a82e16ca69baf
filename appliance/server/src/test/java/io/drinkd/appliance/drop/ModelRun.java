package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropModel.Answer;
import io.drinkd.appliance.drop.DropModel.Box;
import io.drinkd.appliance.drop.DropModel.Change;
import io.drinkd.appliance.drop.DropModel.Order;
import io.drinkd.appliance.drop.DropModel.Person;
import io.drinkd.appliance.drop.DropModel.Status;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.Departures;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Accounts.Moved;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Takes one operation after the other on a real house and on a model of it, and compares them. */
final class ModelRun implements AutoCloseable {

  /** The two are not equal; the message says in what. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }

  private static final int FREE_SLOT = 2;
  private static final int[] STOCK = {1_000_000, 1_000_000, 5, 5, 5, 5, 5, 5, 5};
  private static final int HISTORY = 30;
  private static final int DELAYED_MAX = 3;

  private record ExpectedAnswer(CompletableFuture<String> actual, Answer expected) {}

  private record KeyedDrop(Person who, Box box, int slot, long delayMillis, String key) {}

  private final Path data;
  private final Duration patience;
  private final ManualTimers time = new ManualTimers();
  private final DropModel model =
      new DropModel(
          List.of(new Box("d", prices(50), STOCK), new Box("ld", prices(35), STOCK)),
          time.clock().millis());
  private final Map<Person, MemberRecord> members = new HashMap<>();
  private final List<KeyedDrop> keyed = new ArrayList<>();
  private List<ExpectedAnswer> answers = new ArrayList<>();
  private ScriptedHouse house;
  private String name = "Floor drink server";

  /**
   * @param patience how long the real house may take to come to what the model says
   */
  ModelRun(Path data, Duration patience) throws IOException {
    this.data = data;
    this.patience = patience;
    house = open();
  }

  private ScriptedHouse open() throws IOException {
    return new ScriptedHouse(
        data,
        time,
        name,
        List.of(
            ScriptedHouse.machine("d", prices(50), STOCK),
            ScriptedHouse.machine("ld", prices(35), STOCK)));
  }

  /** The same for all slots, but one, which is free. */
  private static long[] prices(long price) {
    long[] prices = new long[STOCK.length];
    Arrays.fill(prices, price);
    prices[FREE_SLOT - 1] = 0;
    return prices;
  }

  @Override
  public void close() {
    house.close();
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

  private Optional<Person> person(int number) {
    return model.people.isEmpty()
        ? Optional.empty()
        : Optional.of(model.people.get(number % model.people.size()));
  }

  private Box box(int number) {
    return model.boxes.get(number % model.boxes.size());
  }

  private void add(Operation operation) throws Mismatch {
    String name = "m" + operation.one() % 8;
    Optional<Person> renamed = person(operation.two());
    if (operation.three() % 4 == 0 && renamed.isPresent()) {
      MemberRecord member = members.get(renamed.get());
      same(model.rename(renamed.get(), name), outcome(house.members.rename(member, name, "model")));
      members.put(renamed.get(), house.members.find(member.id()).orElseThrow());
      return;
    }
    long credits = operation.many() % 400;
    NewMember wanted = new NewMember(name, Optional.empty(), false, credits, List.of());
    CompletableFuture<MemberRecord> adding = house.members.add(wanted, "model");
    same(model.add(name, credits), outcome(adding));
    if (!adding.isCompletedExceptionally()) {
      members.put(model.person(name).orElseThrow(), adding.join());
    }
  }

  private void close(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isEmpty()) {
      return;
    }
    Person other = person(operation.two()).orElseThrow();
    MemberRecord member = members.get(who.get());
    MemberRecord to = members.get(other);
    Departures books = house.members.departures();
    switch (operation.three() % 4) {
      case 0 -> same(model.close(who.get()), outcome(books.close(member, "test")));
      case 1 ->
          same(model.closeToTreasury(who.get()), outcome(books.closeToTreasury(member, "test")));
      case 2 -> same(model.closeTo(who.get(), other), outcome(books.closeTo(member, to, "test")));
      default -> same(model.merge(who.get(), other), outcome(books.merge(member, to, "test")));
    }
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

  private void setBalance(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isPresent()) {
      long balance = operation.two() % 3 == 0 ? 0 : operation.many() % 500 - 50;
      MemberEdit edit = MemberEdit.balance(balance);
      same(model.setBalance(who.get(), balance), edit(who.get(), edit));
    }
  }

  private void setFloor(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isPresent()) {
      long floor = -(operation.many() % 120);
      MemberEdit edit = MemberEdit.floor(floor);
      same(model.setFloor(who.get(), floor), edit(who.get(), edit));
    }
  }

  private String edit(Person who, MemberEdit edit) {
    return outcome(house.members.edit(members.get(who), edit, "model"));
  }

  private void grant(Operation operation) {
    Optional<Person> admin = person(operation.one());
    Optional<Person> to = person(operation.two());
    long amount = operation.many() % 300 - 100;
    if (admin.isPresent() && amount != 0) {
      Optional<String> key = key(operation);
      expect(
          answer(
              house
                  .services
                  .accounts()
                  .grant(
                      TestClaims.admin(members.get(admin.get())),
                      members.get(to.get()),
                      new Amount(amount),
                      new Remark("model"),
                      key.map(IdempotencyKey::new))
                  .thenApply(Moved::available),
              to.get()),
          model.grant(admin.get(), to.get(), amount, key));
    }
  }

  private void give(Operation operation) {
    Optional<Person> from = person(operation.one());
    Optional<Person> to = person(operation.two());
    long amount = 1 + operation.many() % 80;
    if (from.isPresent() && from.get() != to.get()) {
      Optional<String> key = key(operation);
      expect(
          answer(
              house
                  .services
                  .accounts()
                  .give(
                      TestClaims.member(members.get(from.get())),
                      members.get(to.get()),
                      new Amount(amount),
                      Optional.empty(),
                      key.map(IdempotencyKey::new))
                  .thenApply(Moved::available),
              from.get()),
          model.give(from.get(), to.get(), amount, key));
    }
  }

  private void undo(Operation operation) {
    Optional<Person> giver = person(operation.one());
    if (giver.isPresent()) {
      MemberRecord member = members.get(giver.get());
      expect(
          answer(house.services.accounts().undo(TestClaims.member(member)), giver.get()),
          model.undo(giver.get()));
    }
  }

  /** What is answered, and what the one who gets the answer has then. */
  private CompletableFuture<String> answer(CompletableFuture<Long> moved, Person receiver) {
    long account = members.get(receiver).account();
    return moved.handle(
        (available, failure) ->
            failure == null
                ? "DONE " + available
                : house.services.faults().refusal("model", failure).refusal()
                    + " "
                    + house.ledger.balance(account).available());
  }

  private static Optional<String> key(Operation operation) {
    return operation.three() % 3 == 0
        ? Optional.of("k" + operation.three() % 30)
        : Optional.empty();
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

  private void expect(CompletableFuture<String> actual, Answer expected) {
    answers.add(new ExpectedAnswer(actual, expected));
  }

  private static String outcome(CompletableFuture<?> future) {
    try {
      future.join();
      return "done";
    } catch (CompletionException e) {
      return e.getCause() instanceof RefusedException refused
          ? refused.refusal().name()
          : e.getCause().getClass().getSimpleName();
    }
  }

  private static void same(Object expected, Object actual) throws Mismatch {
    if (!expected.equals(actual)) {
      throw new Mismatch("expected " + expected + ", found " + actual);
    }
  }

  private void compare() throws Mismatch {
    house.settle();
    Optional<String> difference = difference();
    long end = System.nanoTime() + patience.toNanos();
    while (difference.isPresent() && System.nanoTime() < end) {
      house.settle();
      difference = difference();
    }
    if (difference.isPresent()) {
      throw new Mismatch(difference.get());
    }
    answers.removeIf(answer -> answer.expected.kind.isPresent());
  }

  private Optional<String> difference() {
    for (Person person : model.people) {
      Balance expected = new Balance(person.balance, person.held, person.floor);
      Balance actual = house.ledger.balance(members.get(person).account());
      if (!expected.equals(actual)) {
        return Optional.of(person.name + ": expected " + expected + ", found " + actual);
      }
    }
    return differentAccount("sales", Ledger.SALES, model.sales)
        .or(() -> differentAccount("treasury", Ledger.TREASURY, model.treasury))
        .or(() -> differentAccount("adjustment", Ledger.ADJUSTMENT, model.adjustment))
        .or(this::differentSlot)
        .or(this::differentAnswer);
  }

  private Optional<String> differentAccount(String name, long account, long expected) {
    long actual = house.ledger.balance(account).balance();
    return actual == expected
        ? Optional.empty()
        : Optional.of(name + ": expected " + expected + ", found " + actual);
  }

  private Optional<String> differentSlot() {
    for (Box box : model.boxes) {
      for (Slot slot : house.machines.find(box.id).orElseThrow().slots()) {
        int count = box.counts[slot.number() - 1];
        int dropped = box.dropped[slot.number() - 1];
        if (slot.available() != count || slot.dropped() != dropped) {
          return Optional.of(
              "machine " + box.id + ": expected " + count + " and " + dropped + ", found " + slot);
        }
      }
      boolean asked = house.board(box.id).order().isPresent();
      if (asked != box.inFlight.isPresent()) {
        return Optional.of("machine " + box.id + ": an order in flight: " + asked);
      }
    }
    return Optional.empty();
  }

  private Optional<String> differentAnswer() {
    for (ExpectedAnswer answer : answers) {
      Optional<String> expected =
          answer.expected.kind.map(kind -> kind + " " + answer.expected.available);
      Optional<String> actual =
          answer.actual.isDone() ? Optional.of(answer.actual.join()) : Optional.empty();
      if (!expected.equals(actual)) {
        return Optional.of("answer: expected " + expected + ", found " + actual);
      }
    }
    return Optional.empty();
  }

  /** The drops in the books, and the rules of the books. */
  void compareBooks() throws Mismatch {
    List<String> states =
        house.store.readNow(
            tx -> tx.list("SELECT state FROM drop_order ORDER BY id", row -> row.getString(1)));
    same(model.drops.stream().map(order -> order.state.orElseThrow().name()).toList(), states);
    same(
        model.inDoubt().stream().map(order -> model.drops.indexOf(order) + 1L).toList(),
        house.inDoubtDrops.list().join().stream().map(InDoubtDrops.InDoubtDrop::id).toList());
    for (Person person : model.people) {
      same(
          Stream.concat(person.history.stream(), person.merged.stream())
              .sorted(Change.ORDER.reversed())
              .limit(HISTORY)
              .map(change -> change.amount() + " " + change.balance())
              .toList(),
          newest(members.get(person).account()).stream()
              .map(entry -> entry.amount() + " " + entry.balance())
              .toList());
    }
  }

  private List<Entry> newest(long account) {
    return house
        .store
        .read(tx -> AccountHistory.part(tx, account, Optional.empty(), HISTORY))
        .join()
        .entries();
  }

  void verify() throws Mismatch {
    compareBooks();
    same(List.of(), BooksVerifier.verify(house.store).join().disagreements());
  }
}

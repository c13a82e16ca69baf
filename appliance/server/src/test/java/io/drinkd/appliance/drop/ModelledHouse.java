package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.ModelState.Answer;
import io.drinkd.appliance.drop.ModelState.Box;
import io.drinkd.appliance.drop.ModelState.Change;
import io.drinkd.appliance.drop.ModelState.Person;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
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

/** A real house and a model of it, which are compared. */
abstract class ModelledHouse implements AutoCloseable {

  /** The two are not equal; the message says in what. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }

  static final int FREE_SLOT = 2;
  static final int[] STOCK = {1_000_000, 1_000_000, 5, 5, 5, 5, 5, 5, 5};
  static final int HISTORY = 30;

  record ExpectedAnswer(CompletableFuture<String> actual, Answer expected) {}

  final Path data;
  final Duration patience;
  final ManualTimers time = new ManualTimers();

  final DropModel model =
      new DropModel(
          List.of(new Box("d", prices(50), STOCK), new Box("ld", prices(35), STOCK)),
          time.clock().millis());

  final Map<Person, MemberRecord> members = new HashMap<>();
  List<ExpectedAnswer> answers = new ArrayList<>();
  ScriptedHouse house;
  String name = "Floor drink server";

  /**
   * @param patience how long the real house may take to come to what the model says
   */
  ModelledHouse(Path data, Duration patience) throws IOException {
    this.data = data;
    this.patience = patience;
    house = open();
  }

  ScriptedHouse open() throws IOException {
    return new ScriptedHouse(
        data,
        time,
        name,
        List.of(
            ScriptedHouse.machine("d", prices(50), STOCK),
            ScriptedHouse.machine("ld", prices(35), STOCK)));
  }

  /** The same for all slots, but one, which is free. */
  static long[] prices(long price) {
    long[] prices = new long[STOCK.length];
    Arrays.fill(prices, price);
    prices[FREE_SLOT - 1] = 0;
    return prices;
  }

  @Override
  public void close() {
    house.close();
  }

  Optional<Person> person(int number) {
    return model.people.isEmpty()
        ? Optional.empty()
        : Optional.of(model.people.get(number % model.people.size()));
  }

  Box box(int number) {
    return model.boxes.get(number % model.boxes.size());
  }

  static Optional<String> key(Operation operation) {
    return operation.three() % 3 == 0
        ? Optional.of("k" + operation.three() % 30)
        : Optional.empty();
  }

  void expect(CompletableFuture<String> actual, Answer expected) {
    answers.add(new ExpectedAnswer(actual, expected));
  }

  static String outcome(CompletableFuture<?> future) {
    try {
      future.join();
      return "done";
    } catch (CompletionException e) {
      return e.getCause() instanceof RefusedException refused
          ? refused.refusal().name()
          : e.getCause().getClass().getSimpleName();
    }
  }

  static void same(Object expected, Object actual) throws Mismatch {
    if (!expected.equals(actual)) {
      throw new Mismatch("expected " + expected + ", found " + actual);
    }
  }

  void compare() throws Mismatch {
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

  Optional<String> difference() {
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

  Optional<String> differentAccount(String name, long account, long expected) {
    long actual = house.ledger.balance(account).balance();
    return actual == expected
        ? Optional.empty()
        : Optional.of(name + ": expected " + expected + ", found " + actual);
  }

  Optional<String> differentSlot() {
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

  Optional<String> differentAnswer() {
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

  List<Entry> newest(long account) {
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

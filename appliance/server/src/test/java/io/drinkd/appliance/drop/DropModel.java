package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.service.TestSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the books should say, kept as plainly as can be: no disk, no threads, no transactions. Every
 * step is done at once and to its end.
 */
final class DropModel {

  /** How long after a restart an order from before it waits for its board. */
  private static final long LINKED_WITHIN_MILLIS = 60_000;

  private static final long KEPT_MILLIS = Duration.ofDays(30).toMillis();

  /** A member, and one who was. */
  final class Person {
    final int number;
    String name;
    long balance;
    long held;
    long floor;
    boolean admin;
    Optional<Gift> lastGift = Optional.empty();

    /** What came and went, and what was had after it; the newest last. */
    final List<Change> history = new ArrayList<>();

    /** The same of those who were merged into this one, in any order. */
    final List<Change> merged = new ArrayList<>();

    Person(int number, String name) {
      this.number = number;
      this.name = name;
    }

    long available() {
      return balance - held;
    }

    boolean covers(long amount) {
      return amount == 0 || available() - amount >= floor;
    }

    /** Credits come, or with a minus sign go, by a transfer. */
    void change(long amount) {
      changes++;
      change(changes, 0, amount, false);
    }

    /** A free drop has its place behind the person's last transfer. */
    void dropFree() {
      frees++;
      change(history.isEmpty() ? 0 : history.get(history.size() - 1).place, frees, 0, false);
    }

    private void change(long place, long free, long amount, boolean merge) {
      balance += amount;
      history.add(new Change(place, free, amount, balance, merge));
    }
  }

  /**
   * What came, or with a minus sign went, and what was had after it.
   *
   * @param place the transfer, or for a free drop the one before it
   * @param free which free drop it is; 0 for none
   */
  record Change(long place, long free, long amount, long balance, boolean merge) {

    static final Comparator<Change> ORDER =
        Comparator.comparingLong(Change::place)
            .thenComparingLong(Change::free)
            .thenComparingLong(Change::amount);
  }

  static final class Gift {
    final Person to;
    final long amount;
    final long atMillis;
    boolean undone;

    Gift(Person to, long amount, long atMillis) {
      this.to = to;
      this.amount = amount;
      this.atMillis = atMillis;
    }
  }

  /** An answer; the kind is empty until it is given. */
  static final class Answer {
    Optional<String> kind = Optional.empty();
    long available;

    static Answer of(Enum<?> kind, Person person) {
      Answer answer = new Answer();
      answer.decide(kind, person);
      return answer;
    }

    void decide(Enum<?> how, Person person) {
      kind = Optional.of(how.name());
      available = person.available();
    }
  }

  static final class Order {
    final Person who;
    final Box box;
    final int slot;
    final Optional<String> key;
    final String words;
    final Answer answer = new Answer();
    Optional<DropState> state = Optional.empty();
    long price;
    long dueMillis;
    boolean resumed;
    boolean refunded;

    Order(Person who, Box box, int slot, Optional<String> key, String words) {
      this.who = who;
      this.box = box;
      this.slot = slot;
      this.key = key;
      this.words = words;
    }
  }

  private static final class Remembered {
    final String words;
    final long atMillis;
    Optional<Order> order = Optional.empty();
    Optional<String> answered = Optional.empty();
    long toldAvailable;

    Remembered(String words, long atMillis) {
      this.words = words;
      this.atMillis = atMillis;
    }
  }

  enum Status {
    UP,
    DOWN,
    QUARANTINED
  }

  /** A machine. */
  static final class Box {
    final String id;
    private final long[] prices;
    final int[] counts;
    final int[] dropped;
    Status status = Status.UP;
    boolean outOfService;
    Optional<Order> inFlight = Optional.empty();
    Optional<Order> unanswered = Optional.empty();
    final Deque<Order> waiting = new ArrayDeque<>();
    final List<Order> waitingForBoard = new ArrayList<>();

    Box(String id, long[] prices, int... counts) {
      this.id = id;
      this.prices = prices.clone();
      this.counts = counts.clone();
      dropped = new int[counts.length];
    }

    long price(int slot) {
      return prices[slot - 1];
    }
  }

  private record Key(Person person, String key) {}

  final List<Person> people = new ArrayList<>();
  final List<Box> boxes;

  /** In the order of their numbers in the books, from 1. */
  final List<Order> drops = new ArrayList<>();

  private final List<Order> delayed = new ArrayList<>();
  private final Map<Key, Remembered> keys = new HashMap<>();
  private int peopleAdded;
  private long changes;
  private long frees;
  long treasury;
  long sales;
  long adjustment;
  long nowMillis;
  private long restartedMillis;

  DropModel(List<Box> boxes, long nowMillis) {
    this.boxes = boxes;
    this.nowMillis = nowMillis;
    restartedMillis = nowMillis;
  }

  Optional<Person> person(String name) {
    return people.stream().filter(person -> person.name.equals(name)).findFirst();
  }

  /** One transfer, which is in the history of both. */
  private void move(Person from, Person to, long amount) {
    changes++;
    from.change(changes, 0, -amount, false);
    to.change(changes, 0, amount, false);
  }

  String add(String name, long credits) {
    if (person(name).isPresent()) {
      return "NAME_TAKEN";
    }
    Person person = new Person(peopleAdded++, name);
    if (credits > 0) {
      person.change(credits);
    }
    treasury -= credits;
    people.add(person);
    return "done";
  }

  String close(Person person) {
    if (person.balance != 0 || hasOpenDrops(person)) {
      return "ACCOUNT_NOT_EMPTY";
    }
    people.remove(person);
    return "done";
  }

  private boolean hasOpenDrops(Person person) {
    return drops.stream()
        .anyMatch(order -> order.who == person && !order.state.orElseThrow().ended());
  }

  String closeToTreasury(Person person) {
    if (hasOpenDrops(person)) {
      return "ACCOUNT_NOT_EMPTY";
    }
    treasury += person.balance;
    leave(person);
    return "done";
  }

  String closeTo(Person person, Person heir) {
    if (hasOpenDrops(person)) {
      return "ACCOUNT_NOT_EMPTY";
    }
    if (person == heir) {
      return "TO_ONESELF";
    }
    if (person.balance < 0) {
      return "ACCOUNT_NOT_EMPTY";
    }
    if (person.balance > 0) {
      heir.change(person.balance);
    }
    leave(person);
    return "done";
  }

  /** The account is empty from now on. */
  private void leave(Person person) {
    if (person.balance != 0) {
      person.change(-person.balance);
    }
    people.remove(person);
  }

  String merge(Person person, Person into) {
    if (hasOpenDrops(person)) {
      return "ACCOUNT_NOT_EMPTY";
    }
    if (person == into) {
      return "TO_ONESELF";
    }
    if (person.balance < 0 && !into.covers(-person.balance)) {
      return "POOR";
    }
    if (person.balance != 0) {
      changes++;
      into.change(changes, 0, person.balance, true);
      person.change(changes, 0, -person.balance, true);
    }
    person.history.stream().filter(change -> !change.merge).forEach(into.merged::add);
    into.merged.addAll(person.merged);
    people.remove(person);
    return "done";
  }

  String rename(Person person, String name) {
    if (person(name).filter(other -> other != person).isPresent()) {
      return "NAME_TAKEN";
    }
    person.name = name;
    return "done";
  }

  /** The orders for a machine of which not a byte has left. */
  private List<Order> waitingFor(Box box) {
    return Stream.of(delayed.stream(), box.waiting.stream(), box.waitingForBoard.stream())
        .flatMap(all -> all)
        .filter(order -> order.box == box)
        .toList();
  }

  /** Whether somebody has several: then nobody knows which ends first. */
  boolean someWaitTwice(Box box) {
    List<Order> waiting = waitingFor(box);
    return waiting.stream().map(order -> order.who).distinct().count() < waiting.size();
  }

  void takeOutOfService(Box box) {
    box.outOfService = true;
    List<Order> called = waitingFor(box);
    delayed.removeAll(called);
    box.waiting.clear();
    box.waitingForBoard.clear();
    called.forEach(order -> cancel(order, Kind.OUT_OF_SERVICE));
  }

  String setBalance(Person person, long balance) {
    long difference = balance - person.balance;
    if (difference < 0 && !person.covers(-difference)) {
      return "POOR";
    }
    if (difference != 0) {
      person.change(difference);
    }
    adjustment -= difference;
    return "done";
  }

  String setFloor(Person person, long floor) {
    if (person.available() < floor) {
      return "POOR";
    }
    person.floor = floor;
    return "done";
  }

  enum Moved {
    DONE,
    POOR,
    KEY_REUSED,
    NOTHING_TO_UNDO
  }

  Answer give(Person from, Person to, long amount, Optional<String> key) {
    return once(
        from,
        key,
        "give " + to.number + " " + amount,
        from,
        () -> {
          if (!from.covers(amount)) {
            return false;
          }
          move(from, to, amount);
          from.lastGift = Optional.of(new Gift(to, amount, nowMillis));
          return true;
        });
  }

  Answer undo(Person giver) {
    Optional<Gift> gift =
        giver.lastGift.filter(
            last ->
                !last.undone
                    && nowMillis - last.atMillis <= TestSettings.UNDO.toMillis()
                    && last.to.available() >= last.amount);
    if (gift.isEmpty()) {
      return Answer.of(Moved.NOTHING_TO_UNDO, giver);
    }
    gift.get().undone = true;
    move(gift.get().to, giver, gift.get().amount);
    return Answer.of(Moved.DONE, giver);
  }

  Answer grant(Person admin, Person to, long amount, Optional<String> key) {
    return once(
        admin,
        key,
        "grant " + to.number + " " + amount,
        to,
        () -> {
          if (amount < 0 && !to.covers(-amount)) {
            return false;
          }
          to.change(amount);
          treasury -= amount;
          return true;
        });
  }

  private interface Move {
    boolean make();
  }

  private Answer once(
      Person asker, Optional<String> key, String words, Person receiver, Move move) {
    Optional<Remembered> before = key.flatMap(name -> remembered(asker, name));
    if (before.isPresent()) {
      Answer answer = Answer.of(Moved.KEY_REUSED, receiver);
      if (before.get().words.equals(words)) {
        answer.kind = Optional.of(Moved.DONE.name());
        answer.available = before.get().toldAvailable;
      }
      return answer;
    }
    if (!move.make()) {
      return Answer.of(Moved.POOR, receiver);
    }
    Answer done = Answer.of(Moved.DONE, receiver);
    if (key.isPresent()) {
      Remembered now = new Remembered(words, nowMillis);
      now.answered = done.kind;
      now.toldAvailable = done.available;
      keys.put(new Key(asker, key.get()), now);
    }
    return done;
  }

  private Optional<Remembered> remembered(Person person, String key) {
    return Optional.ofNullable(keys.get(new Key(person, key)))
        .filter(found -> found.atMillis >= nowMillis - KEPT_MILLIS);
  }

  Answer drop(Person who, Box box, int slot, long delayMillis, Optional<String> key) {
    String words = "drop " + box.id + " " + slot + " " + delayMillis;
    Optional<Remembered> before = key.flatMap(name -> remembered(who, name));
    if (before.isPresent()) {
      return before.get().words.equals(words)
          ? answerAgain(before.get(), who)
          : Answer.of(Kind.KEY_REUSED, who);
    }
    if (box.outOfService) {
      return Answer.of(Kind.OUT_OF_SERVICE, who);
    }
    if (box.status == Status.QUARANTINED && delayMillis == 0) {
      return Answer.of(Kind.BUSY, who);
    }
    if (box.status == Status.DOWN) {
      return Answer.of(Kind.OFFLINE, who);
    }
    if (slot < 1 || slot > box.counts.length) {
      return Answer.of(Kind.NO_SUCH_SLOT, who);
    }
    if (box.counts[slot - 1] == 0) {
      return Answer.of(Kind.SLOT_EMPTY, who);
    }
    if (!who.covers(box.price(slot))) {
      return Answer.of(Kind.POOR, who);
    }
    Order order = new Order(who, box, slot, key, words);
    if (delayMillis == 0) {
      enter(order);
    } else {
      open(order, DropState.DELAYED);
      order.dueMillis = nowMillis + delayMillis;
      delayed.add(order);
    }
    return order.answer;
  }

  private Answer answerAgain(Remembered before, Person who) {
    Order order = before.order.orElseThrow();
    boolean underWay = order.answer.kind.isEmpty() && !order.state.orElseThrow().ended();
    if (underWay && order.state.get() != DropState.IN_DOUBT) {
      return order.answer;
    }
    Kind now =
        switch (order.state.get()) {
          case DROPPED -> Kind.DROPPED;
          case REFUSED, REFUNDED -> Kind.REFUSED;
          case CANCELLED -> Kind.CANCELLED;
          default -> Kind.IN_DOUBT;
        };
    Answer again = Answer.of(now, who);
    if (before.answered.isPresent() && !before.answered.get().equals(Kind.IN_DOUBT.name())) {
      again.kind = before.answered;
      again.available = before.toldAvailable;
    }
    return again;
  }

  private void open(Order order, DropState state) {
    order.state = Optional.of(state);
    order.price = order.box.price(order.slot);
    order.who.held += order.price;
    drops.add(order);
    if (order.key.isPresent()) {
      Remembered now = new Remembered(order.words, nowMillis);
      now.order = Optional.of(order);
      keys.put(new Key(order.who, order.key.get()), now);
    }
  }

  private void enter(Order order) {
    if (order.box.inFlight.isEmpty()) {
      turn(order);
    } else if (order.box.waiting.size() >= ScriptedHouse.QUEUE) {
      cancel(order, Kind.BUSY);
    } else {
      if (order.state.isEmpty()) {
        open(order, DropState.QUEUED);
      }
      order.box.waiting.add(order);
    }
  }

  private void turn(Order order) {
    if (order.box.status != Status.UP) {
      cancel(order, order.box.status == Status.DOWN ? Kind.OFFLINE : Kind.BUSY);
      leave(order.box);
    } else if (order.box.counts[order.slot - 1] == 0) {
      cancel(order, Kind.SLOT_EMPTY);
      leave(order.box);
    } else {
      if (order.state.isEmpty()) {
        open(order, DropState.SENT);
      }
      order.state = Optional.of(DropState.SENT);
      order.box.inFlight = Optional.of(order);
    }
  }

  private void leave(Box box) {
    box.inFlight = Optional.empty();
    Optional.ofNullable(box.waiting.poll()).ifPresent(this::turn);
  }

  private void cancel(Order order, Kind kind) {
    if (order.state.isEmpty()) {
      order.answer.decide(kind, order.who);
    } else {
      end(order, DropState.CANCELLED, kind);
    }
  }

  /** In doubt is an end of the order, though not of the drop. */
  private void end(Order order, DropState state, Kind kind) {
    change(order, state);
    order.answer.decide(kind, order.who);
    order
        .key
        .map(key -> keys.get(new Key(order.who, key)))
        .ifPresent(
            remembered -> {
              remembered.answered = order.answer.kind;
              remembered.toldAvailable = order.answer.available;
            });
  }

  private void change(Order order, DropState state) {
    order.state = Optional.of(state);
    if (state != DropState.IN_DOUBT) {
      order.who.held -= order.price;
    }
    if (state == DropState.DROPPED) {
      if (order.price == 0) {
        order.who.dropFree();
      } else {
        order.who.change(-order.price);
      }
      sales += order.price;
      order.box.counts[order.slot - 1] = Math.max(0, order.box.counts[order.slot - 1] - 1);
      order.box.dropped[order.slot - 1]++;
    }
  }

  /** The board answers the order in flight. */
  void answer(Box box, DropState state, Kind kind) {
    Order order = box.inFlight.orElseThrow();
    end(order, state, kind);
    leave(box);
  }

  /** The board is silent, or its link is lost: nothing leaves for it any more. */
  void lose(Box box, Status status) {
    box.status = status;
    Kind kind = status == Status.DOWN ? Kind.OFFLINE : Kind.BUSY;
    List<Order> called = List.copyOf(box.waiting);
    box.waiting.clear();
    called.forEach(order -> cancel(order, kind));
    if (box.inFlight.isPresent()) {
      box.unanswered = status == Status.QUARANTINED ? box.inFlight : Optional.empty();
      end(box.inFlight.get(), DropState.IN_DOUBT, Kind.IN_DOUBT);
      leave(box);
    }
  }

  void answerLate(Box box, DropState state) {
    Order order = box.unanswered.orElseThrow();
    box.unanswered = Optional.empty();
    if (order.state.orElseThrow() == DropState.IN_DOUBT) {
      change(order, state);
    }
    up(box);
  }

  void up(Box box) {
    box.status = Status.UP;
    box.unanswered = Optional.empty();
    enterWaitingForBoard(box);
  }

  String resolve(Order order, DropState state) {
    if (order.state.orElseThrow() != DropState.IN_DOUBT) {
      return "NOT_IN_DOUBT";
    }
    change(order, state);
    return "done";
  }

  String refund(Order order) {
    if (order.state.orElseThrow() != DropState.DROPPED
        || order.price == 0
        || order.refunded
        || !people.contains(order.who)) {
      return "NOT_REFUNDABLE";
    }
    order.refunded = true;
    order.who.change(order.price);
    sales -= order.price;
    return "done";
  }

  List<Order> inDoubt() {
    return drops.stream().filter(order -> order.state.orElseThrow() == DropState.IN_DOUBT).toList();
  }

  /** When the next delay, or wait for a board, is over, if one is until {@code limitMillis}. */
  Optional<Long> nextDue(long limitMillis) {
    Stream<Long> delays = delayed.stream().map(order -> order.dueMillis);
    boolean someWait = boxes.stream().anyMatch(box -> !box.waitingForBoard.isEmpty());
    Stream<Long> waits = someWait ? Stream.of(restartedMillis + LINKED_WITHIN_MILLIS) : Stream.of();
    return Stream.concat(delays, waits).sorted().findFirst().filter(due -> due <= limitMillis);
  }

  boolean someDueAt(long millis) {
    return delayed.stream().anyMatch(order -> order.dueMillis == millis);
  }

  /** How many delays would be over together after a restart: those that are over already. */
  long delaysThatWouldMeet() {
    return boxes.stream()
        .flatMap(box -> Stream.concat(box.waiting.stream(), box.waitingForBoard.stream()))
        .filter(order -> order.state.orElseThrow() == DropState.DELAYED)
        .count();
  }

  int delayed() {
    return delayed.size();
  }

  void advanceTo(long millis) {
    nowMillis = millis;
    List<Order> due =
        delayed.stream()
            .filter(order -> order.dueMillis <= millis)
            .sorted(Comparator.comparing(order -> order.dueMillis))
            .toList();
    delayed.removeAll(due);
    due.forEach(this::delayOver);
    if (nowMillis >= restartedMillis + LINKED_WITHIN_MILLIS) {
      boxes.forEach(this::enterWaitingForBoard);
    }
  }

  private void delayOver(Order order) {
    boolean mayWait = order.resumed && nowMillis < restartedMillis + LINKED_WITHIN_MILLIS;
    if (mayWait && order.box.status != Status.UP) {
      order.box.waitingForBoard.add(order);
    } else {
      enter(order);
    }
  }

  private void enterWaitingForBoard(Box box) {
    List<Order> due = List.copyOf(box.waitingForBoard);
    box.waitingForBoard.clear();
    due.forEach(this::enter);
  }

  /** The power fails, and comes back. */
  void restart() {
    restartedMillis = nowMillis;
    for (Box box : boxes) {
      box.waiting.clear();
      box.waitingForBoard.clear();
      box.inFlight = Optional.empty();
      box.unanswered = Optional.empty();
      box.status = Status.UP;
    }
    for (Order order : drops) {
      DropState state = order.state.orElseThrow();
      if (state == DropState.QUEUED || state == DropState.DELAYED && !delayed.contains(order)) {
        // A delay that was over continues where it was.
        restartWaiting(order, state);
      } else if (state == DropState.SENT) {
        order.state = Optional.of(DropState.IN_DOUBT);
      }
    }
    for (Order order : delayed) {
      order.dueMillis = Math.max(order.dueMillis, nowMillis);
      order.resumed = true;
    }
  }

  private void restartWaiting(Order order, DropState state) {
    if (state == DropState.QUEUED) {
      change(order, DropState.CANCELLED);
    } else {
      delayed.add(order);
    }
  }
}

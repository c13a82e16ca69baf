package io.drinkd.appliance.drop;

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

/** What the books should say, kept as plainly as can be: no disk, no threads, no transactions. */
abstract class ModelState {

  static final long KEPT_MILLIS = Duration.ofDays(30).toMillis();

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

    void change(long place, long free, long amount, boolean merge) {
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

  static final class Remembered {
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

  record Key(Person person, String key) {}

  final List<Person> people = new ArrayList<>();
  final List<Box> boxes;

  /** In the order of their numbers in the books, from 1. */
  final List<Order> drops = new ArrayList<>();

  final List<Order> delayed = new ArrayList<>();
  final Map<Key, Remembered> keys = new HashMap<>();
  long changes;
  long frees;
  long treasury;
  long sales;
  long nowMillis;
  long adjustment;

  ModelState(List<Box> boxes, long nowMillis) {
    this.boxes = boxes;
    this.nowMillis = nowMillis;
  }

  Optional<Person> person(String name) {
    return people.stream().filter(person -> person.name.equals(name)).findFirst();
  }

  boolean hasOpenDrops(Person person) {
    return drops.stream()
        .anyMatch(order -> order.who == person && !order.state.orElseThrow().ended());
  }

  Optional<Remembered> remembered(Person person, String key) {
    return Optional.ofNullable(keys.get(new Key(person, key)))
        .filter(found -> found.atMillis >= nowMillis - KEPT_MILLIS);
  }

  List<Order> inDoubt() {
    return drops.stream().filter(order -> order.state.orElseThrow() == DropState.IN_DOUBT).toList();
  }

  /** The orders for a machine of which not a byte has left. */
  List<Order> waitingFor(Box box) {
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

  boolean someDueAt(long millis) {
    return delayed.stream().anyMatch(order -> order.dueMillis == millis);
  }

  int delayed() {
    return delayed.size();
  }

  /** How many delays would be over together after a restart: those that are over already. */
  long delaysThatWouldMeet() {
    return boxes.stream()
        .flatMap(box -> Stream.concat(box.waiting.stream(), box.waitingForBoard.stream()))
        .filter(order -> order.state.orElseThrow() == DropState.DELAYED)
        .count();
  }
}

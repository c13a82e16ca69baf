package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the books should say, kept as plainly as can be: also after drops, silent boards and
 * restarts. Every step is done at once and to its end.
 */
final class DropModel extends MemberModel {

  /** How long after a restart an order from before it waits for its board. */
  private static final long LINKED_WITHIN_MILLIS = 60_000;

  private long restartedMillis;

  DropModel(List<Box> boxes, long nowMillis) {
    super(boxes, nowMillis);
    restartedMillis = nowMillis;
  }

  void takeOutOfService(Box box) {
    box.outOfService = true;
    List<Order> called = waitingFor(box);
    delayed.removeAll(called);
    box.waiting.clear();
    box.waitingForBoard.clear();
    called.forEach(order -> cancel(order, Kind.OUT_OF_SERVICE));
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

  /** When the next delay, or wait for a board, is over, if one is until {@code limitMillis}. */
  Optional<Long> nextDue(long limitMillis) {
    Stream<Long> delays = delayed.stream().map(order -> order.dueMillis);
    boolean someWait = boxes.stream().anyMatch(box -> !box.waitingForBoard.isEmpty());
    Stream<Long> waits = someWait ? Stream.of(restartedMillis + LINKED_WITHIN_MILLIS) : Stream.of();
    return Stream.concat(delays, waits).sorted().findFirst().filter(due -> due <= limitMillis);
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

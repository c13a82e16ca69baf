package io.drinkd.appliance.drop;

import io.drinkd.appliance.service.TestSettings;
import java.util.List;
import java.util.Optional;

/** What becomes of it as members come and go, and credits move between them. */
abstract class MemberModel extends ModelState {

  private int peopleAdded;

  MemberModel(List<Box> boxes, long nowMillis) {
    super(boxes, nowMillis);
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
    person.history.stream().filter(change -> !change.merge()).forEach(into.merged::add);
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
}

package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Event;
import io.drinkd.client.session.Machine;
import io.drinkd.client.session.Newest;
import io.drinkd.client.session.Session;
import io.drinkd.client.session.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Events as people read them. They have numbers and ids, so the names are asked for on a connection
 * of its own. Used on the thread on which the events come.
 */
final class EventText implements AutoCloseable {

  private final Supplier<Session> connect;
  private Optional<Session> names = Optional.empty();
  private Optional<Newest> history = Optional.empty();
  private List<Machine> machines = List.of();

  EventText(Supplier<Session> connect) {
    this.connect = connect;
  }

  /** Before the first event, for whoever has a login: drops of the member's are named, too. */
  void follow() {
    history =
        asked(
            session -> {
              session.logIn();
              return Newest.before(session);
            });
  }

  String of(Event event) {
    return switch (event.kind()) {
      case "MACHINE" -> new Machine(event.word(0), name(event), event.word(1)).line();
      case "SLOT" -> name(event) + ": " + slot(event) + " " + state(event.word(2));
      case "TEMP" -> name(event) + thermometer(event) + ": " + temperature(event.word(1));
      case "READING" -> name(event) + ": " + event.word(1) + " " + event.word(2);
      case "DROP" -> "your drop " + event.word(0) + ": " + drink(event);
      case "CREDITS" -> "you have " + event.word(0) + " credits";
      default -> event.kind() + " " + String.join(" ", event.words());
    };
  }

  private String drink(Event event) {
    String state = event.word(1).replace('-', ' ');
    if (!state.equals("dropped") || history.isEmpty()) {
      return state;
    }
    String drink = history.get().drink().map(name -> name + " ").orElse("");
    follow();
    return drink + state;
  }

  private static String state(String word) {
    return switch (word) {
      case "empty" -> "is sold out";
      case "disabled" -> "is not on sale any more";
      case "available" -> "is to be had";
      default -> word;
    };
  }

  private static String temperature(String word) {
    return Degrees.isOne(word) ? Degrees.shown(Degrees.read(word)) : word;
  }

  private static String thermometer(Event event) {
    return event.word(2).isEmpty() ? "" : ", " + event.word(2);
  }

  private String name(Event event) {
    String id = event.word(0);
    if (known(id).isEmpty()) {
      machines = asked(session -> session.machines().orElse(List.of())).orElse(List.of());
    }
    return known(id).orElse(id);
  }

  private Optional<String> known(String id) {
    return machines.stream()
        .filter(machine -> machine.id().equals(id))
        .map(Machine::name)
        .findFirst();
  }

  /** With what is in it now. */
  private String slot(Event event) {
    String number = event.word(1);
    Optional<List<Slot>> slots =
        asked(
            session -> {
              session.select(Optional.of(event.word(0)));
              return session.slots();
            });
    return slots.stream()
        .flatMap(List::stream)
        .filter(slot -> String.valueOf(slot.number()).equals(number))
        .map(slot -> slot.item() + " (slot " + number + ")")
        .findFirst()
        .orElse("slot " + number);
  }

  /** A question that may remain without an answer. */
  private interface Question<T> {
    T ask(Session session);
  }

  private <T> Optional<T> asked(Question<T> question) {
    try {
      if (names.isEmpty()) {
        names = Optional.of(connect.get());
      }
      Session session = names.get();
      return Optional.of(session.repeated(() -> question.ask(session)));
    } catch (FailedException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    names.ifPresent(Session::close);
  }
}

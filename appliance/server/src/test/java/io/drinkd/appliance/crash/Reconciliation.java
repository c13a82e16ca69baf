package io.drinkd.appliance.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.drinkd.appliance.crash.Request.Drink;
import io.drinkd.appliance.crash.Request.Gift;
import io.drinkd.appliance.crash.Request.Refund;
import io.drinkd.appliance.crash.Request.Undo;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.RunningBoard.Can;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the books with what the boards let fall and with the replies that customers got. Each
 * drop in the books is found to belong to one request: by its key, or, as a customer asks for one
 * thing at a time, by its time.
 */
final class Reconciliation {

  private final BooksOnDisk books;
  private final List<DropOnDisk> drops;
  private final List<String> violations = new ArrayList<>();
  private final Set<Long> explained = new HashSet<>();

  Reconciliation(BooksOnDisk books) {
    this.books = books;
    this.drops = DropOnDisk.all(books);
  }

  List<DropOnDisk> drops() {
    return drops;
  }

  /** All that is not as it must be; empty if all is. */
  List<String> violations(List<RecordedRequest> requests, Map<String, List<Can>> cans) {
    violations.addAll(books.disagreements());
    cans.forEach(
        (machine, fallen) ->
            violations.addAll(new CanReconciliation(machine, sent(machine)).violations(fallen)));
    compareDrinks(requests);
    compareGifts(requests);
    compareUndone(requests);
    compareRefunds(requests);
    return violations;
  }

  private List<DropOnDisk> sent(String machine) {
    return drops.stream()
        .filter(drop -> drop.machine.equals(machine) && drop.sentAtMillis.isPresent())
        .sorted(Comparator.comparingLong(drop -> drop.sentAtMillis.getAsLong()))
        .toList();
  }

  private void compareDrinks(List<RecordedRequest> requests) {
    Map<String, List<DropOnDisk>> byKey =
        drops.stream()
            .filter(drop -> drop.key.isPresent())
            .collect(groupingBy(drop -> drop.key.get()));
    Map<String, List<DropOnDisk>> withoutKey =
        drops.stream().filter(drop -> drop.key.isEmpty()).collect(groupingBy(drop -> drop.member));
    Map<String, DropsByTime> byTime = new HashMap<>();
    withoutKey.forEach((member, list) -> byTime.put(member, new DropsByTime(list)));
    for (RecordedRequest request : requests) {
      if (request.request() instanceof Drink drink) {
        List<DropOnDisk> found =
            drink.key().isPresent()
                ? byKey.getOrDefault(drink.key().get(), List.of())
                : byTime
                    .getOrDefault(request.member(), DropsByTime.NONE)
                    .within(request.fromMillis(), request.toMillis());
        compare(request, drink, found);
      }
    }
    drops.stream()
        .filter(drop -> !explained.contains(drop.id))
        .forEach(drop -> violations.add("nobody asked for " + drop));
  }

  private void compare(RecordedRequest request, Drink drink, List<DropOnDisk> found) {
    found.forEach(drop -> explained.add(drop.id));
    if (found.size() > 1) {
      violations.add(request + ", which made " + found);
      return;
    }
    // A request that had no effect is carried out when it comes again, which makes no reply untrue.
    Optional<DropOnDisk> drop =
        found.stream().filter(one -> one.requestedAtMillis <= request.toMillis()).findFirst();
    boolean asAsked =
        drop.isEmpty()
            || drop.get().member.equals(request.member())
                && drop.get().machine.equals(drink.machine())
                && drop.get().slot == drink.slot();
    if (!asAsked || !request.reply().map(reply -> isTrue(reply, drink, drop)).orElse(true)) {
      violations.add(request + "; the books have " + drop.map(Object::toString).orElse("nothing"));
    }
  }

  /** Whether a reply to DROP is true in the books. */
  private static boolean isTrue(String reply, Drink drink, Optional<DropOnDisk> drop) {
    String[] words = reply.split(" ");
    if (reply.startsWith("OK Credits remaining: ")) {
      long available = Long.parseLong(words[3]);
      // Of a drop that was in doubt, the number is that of the repeated request.
      return drop.filter(one -> one.state == DropState.DROPPED)
          .filter(one -> one.doubted || one.availableAfter.orElseThrow().contains(available))
          .isPresent();
    }
    return switch (reply.startsWith("ERR ") ? words[1] : "") {
      case "151" ->
          drop.filter(one -> words[words.length - 1].equals(String.valueOf(one.id)))
              // Or the appliance stopped in its delay: it continues after the next start.
              .filter(one -> one.doubted || drink.delaySeconds() > 0)
              .isPresent();
      case "101" -> drop.filter(one -> one.state == DropState.REFUSED).isPresent();
      // Too many waited, called off, stopping, or the board away: nothing was charged.
      case "103", "152", "350", "416" ->
          drop.map(one -> one.state == DropState.CANCELLED).orElse(true);
      default -> false;
    };
  }

  private record GiftOnDisk(String giver, String receiver, long amount) {}

  /** Nothing but gifts goes from one member to another, and comes back. */
  private void compareGifts(List<RecordedRequest> requests) {
    Map<Long, List<GiftOnDisk>> given =
        books
            .list(
                """
                SELECT g.name AS giver, r.name AS receiver, t.amount FROM transfer t
                JOIN member g ON g.account = t.debit_account
                JOIN member r ON r.account = t.credit_account
                WHERE t.kind = 'gift'\
                """,
                row ->
                    new GiftOnDisk(
                        row.getString("giver"), row.getString("receiver"), row.getLong("amount")))
            .stream()
            .collect(groupingBy(GiftOnDisk::amount));
    Map<Long, List<RecordedRequest>> requested =
        requests.stream()
            .filter(request -> request.request() instanceof Gift)
            .collect(groupingBy(request -> ((Gift) request.request()).amount()));
    requested.forEach((amount, same) -> compareGift(same, given.getOrDefault(amount, List.of())));
    given.forEach(
        (amount, gifts) -> {
          if (!requested.containsKey(amount)) {
            violations.add("nobody asked for " + gifts);
          }
        });
  }

  /** One gift, asked for once or, with its key, more often. */
  private void compareGift(List<RecordedRequest> requests, List<GiftOnDisk> gifts) {
    Gift gift = (Gift) requests.get(0).request();
    List<String> acknowledged =
        requests.stream()
            .flatMap(request -> request.reply().stream())
            .filter(reply -> reply.startsWith("OK Credits remaining: "))
            .distinct()
            .toList();
    boolean lost = requests.stream().anyMatch(request -> request.reply().isEmpty());
    List<GiftOnDisk> one =
        List.of(new GiftOnDisk(requests.get(0).member(), gift.receiver(), gift.amount()));
    boolean right =
        acknowledged.isEmpty()
            ? gifts.isEmpty() || lost && gifts.equals(one)
            : gifts.equals(one) && acknowledged.size() == 1;
    if (!right) {
      violations.add(requests + "; the books have " + gifts);
    }
  }

  /** As many gifts came back to each as were acknowledged, or lost their reply. */
  private void compareUndone(List<RecordedRequest> requests) {
    Map<String, Long> undone =
        books
            .list(
                """
                SELECT g.name FROM transfer t JOIN member g ON g.account = t.credit_account
                WHERE t.kind = 'undo'\
                """,
                row -> row.getString("name"))
            .stream()
            .collect(groupingBy(name -> name, counting()));
    Map<String, List<RecordedRequest>> requested =
        requests.stream()
            .filter(request -> request.request() instanceof Undo)
            .collect(groupingBy(RecordedRequest::member));
    undone.keySet().stream()
        .filter(name -> !requested.containsKey(name))
        .forEach(name -> violations.add(name + " did not ask for a gift back, and got one"));
    requested.forEach(
        (name, same) -> {
          long found = undone.getOrDefault(name, 0L);
          long acknowledged = count(same, "OK ");
          if (found < acknowledged || found > acknowledged + lost(same)) {
            violations.add(
                name + " was told of " + acknowledged + " gifts back; the books have " + found);
          }
        });
  }

  /** A drop is paid back if that was acknowledged, or lost its reply, and else is not. */
  private void compareRefunds(List<RecordedRequest> requests) {
    Set<Long> refunded =
        new HashSet<>(
            books.list(
                "SELECT drop_id FROM transfer WHERE kind = 'refund'",
                row -> row.getLong("drop_id")));
    for (RecordedRequest request : requests) {
      if (request.request() instanceof Refund refund) {
        boolean found = refunded.remove(refund.drop());
        boolean acknowledged = request.reply().filter(reply -> reply.startsWith("OK")).isPresent();
        if (found != acknowledged && request.reply().isPresent()) {
          violations.add(request + "; the books have " + (found ? "a refund" : "none"));
        }
      }
    }
    refunded.forEach(drop -> violations.add("nobody asked for a refund of drop " + drop));
  }

  private static long count(List<RecordedRequest> requests, String begin) {
    return requests.stream()
        .filter(request -> request.reply().filter(reply -> reply.startsWith(begin)).isPresent())
        .count();
  }

  private static long lost(List<RecordedRequest> requests) {
    return requests.stream().filter(request -> request.reply().isEmpty()).count();
  }
}

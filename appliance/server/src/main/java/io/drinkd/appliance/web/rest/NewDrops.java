package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Buyer;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Drops.Ordered;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Drops asked for. Whoever waits is answered when the drink has fallen, but not after {@link
 * #PATIENCE}; whoever does not, or wants a delay, as soon as the price is held.
 */
final class NewDrops {

  /** How long a request waits; longer than any board may take, unless others are before it. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String PREFER = "Prefer";
  private static final String ASYNC = "respond-async";
  private static final String ANY = "any";

  private final Drops drops;
  private final Accounts accounts;
  private final Timers timers;

  NewDrops(Services services, Timers timers) {
    drops = services.drops();
    accounts = services.accounts();
    this.timers = timers;
  }

  /**
   * @param slot empty for any
   * @param seen what has to be in the slot
   */
  private record Wanted(String machine, OptionalLong slot, SeenSlot seen, Duration delay) {

    static Wanted of(Fields fields, Drops drops) {
      Optional<String> machine = fields.text("machine");
      Optional<JsonNode> slot = fields.value("slot");
      boolean any =
          slot.filter(JsonNode::isString)
              .map(JsonNode::stringValue)
              .filter(ANY::equals)
              .isPresent();
      Optional<Long> number =
          any ? Optional.empty() : fields.number("slot", slot, 0, Integer.MAX_VALUE);
      SeenSlot seen = new SeenSlot(fields.text("item"), fields.number("price", 0, Long.MAX_VALUE));
      if (any && !seen.equals(SeenSlot.NOTHING)) {
        fields.mistake("slot", "found any, expected the slot that has the item, or that price");
      }
      Optional<Duration> delay =
          fields.checkedNumber(
              "delay",
              fields.number("delay"),
              most -> drops.requireDelay(Duration.ofSeconds(most)));
      fields.end("machine", "slot");
      return new Wanted(
          machine.orElseThrow(), Fields.unboxed(number), seen, delay.orElse(Duration.ZERO));
    }

    Ordered order(Drops drops, Buyer buyer, IdempotencyKey key) {
      return slot.isPresent()
          ? drops.order(buyer, machine, (int) slot.getAsLong(), seen, delay, Optional.of(key))
          : drops.orderAny(buyer, machine, delay, Optional.of(key));
    }
  }

  CompletionStage<Reply> drop(Exchange exchange) {
    Buyer buyer = exchange.caller().buyer();
    IdempotencyKey key = Inputs.key(exchange);
    boolean async = prefersAsync(exchange);
    return Inputs.object(
        exchange,
        fields -> {
          Wanted wanted = Wanted.of(fields, drops);
          Ordered ordered = wanted.order(drops, buyer, key);
          CompletableFuture<Supplier<Reply>> end = end(ordered, buyer);
          CompletionStage<Supplier<Reply>> answer =
              async || !wanted.delay.isZero()
                  ? begun(ordered, buyer, end)
                  : waited(ordered, buyer, end);
          return exchange.reply(
              answer, reply -> async ? reply.get().with("Preference-Applied", ASYNC) : reply.get());
        });
  }

  private static boolean prefersAsync(Exchange exchange) {
    return exchange
        .header(PREFER)
        .filter(
            text ->
                Arrays.stream(text.split("[,;]"))
                    .map(String::strip)
                    .anyMatch(ASYNC::equalsIgnoreCase))
        .isPresent();
  }

  /** What is answered once it has ended; it is made by whoever answers it. */
  private CompletableFuture<Supplier<Reply>> end(Ordered ordered, Buyer buyer) {
    CompletableFuture<Supplier<Reply>> end = new CompletableFuture<>();
    ordered
        .end()
        .whenComplete(
            (result, failure) -> {
              if (failure == null) {
                end.complete(() -> dropped(result));
              } else if (failure instanceof RefusedException refused
                  && refused.refusal() == Refusal.DROP_IN_DOUBT
                  && refused.drop().isPresent()) {
                long drop = refused.drop().getAsLong();
                end.complete(() -> open(drop, DropState.IN_DOUBT, buyer));
              } else {
                end.completeExceptionally(failure);
              }
            });
    return end;
  }

  private static Reply dropped(DropResult result) {
    return answer(201, result.dropId(), DropState.DROPPED, result.available());
  }

  private Reply open(long drop, DropState state, Buyer buyer) {
    return answer(202, drop, state, accounts.balance(buyer).available());
  }

  private static Reply answer(int status, long drop, DropState state, long available) {
    return Json.reply(
            status,
            Json.object()
                .put("id", drop)
                .put("state", DropJson.word(state))
                .put("available", available))
        .with("Location", RestApi.DROPS + "/" + drop);
  }

  /** As soon as it has a number, unless it has ended by then, or is about to. */
  private CompletionStage<Supplier<Reply>> begun(
      Ordered ordered, Buyer buyer, CompletableFuture<Supplier<Reply>> end) {
    return ordered
        .number()
        .thenCompose(
            drop ->
                end.isDone()
                    ? end
                    : drops
                        .find(buyer, drop)
                        .thenCompose(
                            found -> {
                              DropState state = found.drop().state();
                              return state.ended()
                                  ? end
                                  : CompletableFuture.completedFuture(
                                      () -> open(drop, state, buyer));
                            }));
  }

  private CompletionStage<Supplier<Reply>> waited(
      Ordered ordered, Buyer buyer, CompletableFuture<Supplier<Reply>> end) {
    CompletableFuture<Supplier<Reply>> answer = new CompletableFuture<>();
    Timers.Timer timer =
        timers.after(
            PATIENCE,
            () ->
                begun(ordered, buyer, end)
                    .whenComplete((reply, failure) -> pass(answer, reply, failure)));
    end.whenComplete(
        (reply, failure) -> {
          timer.cancel();
          pass(answer, reply, failure);
        });
    return answer;
  }

  private static <T> void pass(CompletableFuture<T> answer, T reply, Throwable failure) {
    if (failure == null) {
      answer.complete(reply);
    } else {
      answer.completeExceptionally(failure);
    }
  }
}

package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.web.exchange.Form;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What people type into forms, and what forms carry. */
public final class Typed {

  private static final int DIGITS_MAX = 18;

  private Typed() {}

  /** A whole number of at most 18 digits, without a sign; empty if it is something else. */
  public static Optional<Long> number(String text) {
    String bare = text.strip();
    boolean number =
        !bare.isEmpty()
            && bare.length() <= DIGITS_MAX
            && bare.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number ? Optional.of(Long.parseLong(bare)) : Optional.empty();
  }

  /** The same, which may have a minus sign before it, of either kind. */
  public static Optional<Long> signed(String text) {
    String bare = text.strip().replace('\u2212', '-');
    return bare.startsWith("-") ? number(bare.substring(1)).map(size -> -size) : number(bare);
  }

  /**
   * A password that nobody sees while it is typed, so it is typed twice.
   *
   * @throws RefusedException {@link Refusal#INVALID_PASSWORD} if the two differ
   */
  public static String twice(Form form, String field, String again) {
    String password = form.text(field);
    if (!password.equals(form.text(again))) {
      throw new RefusedException(Refusal.INVALID_PASSWORD, "the two differ").about(again);
    }
    return password;
  }

  /** What a form to order shows of its slot; nothing else is to be ordered by it. */
  public static SeenSlot seen(Form form) {
    // A price that no form of ours has fits no slot.
    return new SeenSlot(
        form.find("item"), form.find("price").map(price -> number(price).orElse(-1L)));
  }

  /** A key for a form that is made now: however often it is sent, it has one effect. */
  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** What a service answers; what it refuses at once fails like what it refuses later. */
  public static <T> CompletionStage<T> tried(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

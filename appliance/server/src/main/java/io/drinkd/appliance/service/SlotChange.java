package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.machine.StockLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be changed of a slot; what is empty stays as it is. Ranges are those of {@link
 * SlotEdit} and {@link StockLimits}.
 *
 * @param item what is sold
 * @param price what it costs from the next order on, in whole credits; 0 is free
 * @param count how many are in it
 * @param capacity how many it holds
 * @param low with so many left, or fewer, its stock is low
 * @param enabled whether it is on sale
 */
public record SlotChange(
    Optional<String> item,
    OptionalLong price,
    OptionalLong count,
    OptionalLong capacity,
    OptionalLong low,
    Optional<Boolean> enabled) {

  /**
   * A slot as it is after the change.
   *
   * @throws RefusedException if something is out of range, or more is in it than it holds
   */
  SlotEdit of(SlotEdit before) {
    StockLimits limits = before.limits().orElseThrow();
    SlotEdit after = edited(before, limits);
    return count.isPresent() ? requireRoom(after, "count") : after;
  }

  private SlotEdit edited(SlotEdit before, StockLimits limits) {
    return new SlotEdit(
        item.orElse(before.item()),
        price.orElse(before.price()),
        count.orElse(before.count()),
        before.dropped(),
        enabled.orElse(before.enabled()),
        Optional.of(new StockLimits(capacity.orElse(limits.capacity()), low.orElse(limits.low()))));
  }

  /**
   * A slot in which there is no more than it holds.
   *
   * @param value what the refusal is about
   */
  static SlotEdit requireRoom(SlotEdit slot, String value) {
    long capacity = slot.limits().orElseThrow().capacity();
    if (slot.count() > capacity) {
      throw new RefusedException(
              Refusal.INVALID_QUANTITY,
              "found "
                  + slot.count()
                  + " "
                  + slot.item()
                  + ", expected at most "
                  + capacity
                  + ", which the slot holds; if it holds more, change that first")
          .about(value);
    }
    return slot;
  }

  /**
   * A slot that is said to hold at least what is in it, if what it holds was changed. How many are
   * in it may be more than it holds otherwise: what old clients count is kept.
   *
   * @throws RefusedException {@link Refusal#INVALID_QUANTITY}
   */
  static SlotEdit requireCapacity(SlotEdit before, SlotEdit after) {
    long former = before.limits().orElseThrow().capacity();
    long capacity = after.limits().map(StockLimits::capacity).orElse(former);
    if (capacity != former && after.count() > capacity) {
      throw new RefusedException(
              Refusal.INVALID_QUANTITY,
              "capacity "
                  + capacity
                  + " is below the "
                  + after.count()
                  + " in the slot; if there are fewer in it, set their number first")
          .about("capacity");
    }
    return after;
  }

  /** Names and values of what changes, for the log. */
  Object[] pairs() {
    List<Object> pairs = new ArrayList<>();
    item.ifPresent(value -> pairs.addAll(List.of("item", value)));
    price.ifPresent(value -> pairs.addAll(List.of("price", value)));
    count.ifPresent(value -> pairs.addAll(List.of("quantity", value)));
    capacity.ifPresent(value -> pairs.addAll(List.of("capacity", value)));
    low.ifPresent(value -> pairs.addAll(List.of("low", value)));
    enabled.ifPresent(value -> pairs.addAll(List.of("enabled", value)));
    return pairs.toArray();
  }
}

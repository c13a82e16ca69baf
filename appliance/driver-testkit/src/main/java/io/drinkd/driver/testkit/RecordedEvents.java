package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Dropped;
import io.drinkd.driver.DropOutcome.NotSent;
import io.drinkd.driver.DropOutcome.Refused;
import io.drinkd.driver.DropOutcome.Unknown;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A driver's reports, in the words of transcripts and in their order. */
final class RecordedEvents implements BoardListener {

  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>(100_000);

  /** Waits for the next report. */
  Optional<String> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  void ended(DropOrder order, DropOutcome outcome) {
    events.add(text(order, outcome));
  }

  @Override
  public void stateChanged(BoardState state, String reason) {
    events.add("state " + state.name().toLowerCase(Locale.ROOT) + ": " + reason);
  }

  @Override
  public void slotsReported(Map<Integer, SlotReading> slots) {
    events.add(
        new TreeMap<>(slots)
            .entrySet().stream()
                .map(slot -> " " + slot.getKey() + " " + text(slot.getValue()))
                .collect(Collectors.joining("", "slots", "")));
  }

  private static String text(SlotReading reading) {
    return reading.count().isPresent()
        ? String.valueOf(reading.count().getAsInt())
        : reading.loaded() ? "loaded" : "empty";
  }

  @Override
  public void temperatureMeasured(String thermometer, double celsius) {
    BigDecimal rounded = BigDecimal.valueOf(celsius).setScale(2, RoundingMode.HALF_EVEN);
    String which = thermometer.isEmpty() ? "" : thermometer + " ";
    events.add("temperature " + which + rounded.stripTrailingZeros().toPlainString());
  }

  @Override
  public void doorReported(boolean open) {
    events.add("door " + (open ? "open" : "closed"));
  }

  @Override
  public void powerReported(PowerState state) {
    events.add("power " + state);
  }

  @Override
  public void answeredLate(DropOrder order, DropOutcome outcome) {
    events.add("late " + text(order, outcome));
  }

  private static String text(DropOrder order, DropOutcome outcome) {
    return "drop " + order.slot() + " -> " + text(outcome);
  }

  private static String text(DropOutcome outcome) {
    if (outcome instanceof Dropped dropped) {
      return dropped.equals(new Dropped()) ? "dropped" : "dropped: " + dropped.detail();
    }
    if (outcome instanceof Refused refused) {
      String reason = refused.reason().name().toLowerCase(Locale.ROOT);
      return "refused " + reason + ": " + refused.detail();
    }
    if (outcome instanceof NotSent notSent) {
      return "not sent: " + notSent.detail();
    }
    return "unknown: " + ((Unknown) outcome).detail();
  }
}

package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.service.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A drop and how far it has come.
 *
 * @param seconds until it falls, while it waits; 0 otherwise
 * @param why it ended without a drink; empty if it has not, or nobody knows
 */
public record DropWay(
    long id,
    Ordered ordered,
    String stage,
    long seconds,
    boolean cancellable,
    String why,
    Texts t) {

  /** What was ordered, and when. */
  public record Ordered(String item, String machine, long price, Instant at) {}

  public static DropWay of(DropHistory found, Catalog catalog, Texts t) {
    DropWay way = of(found.drop(), catalog, t);
    return found.refund().isPresent()
        ? new DropWay(way.id, way.ordered, "paid-back", 0, false, "", t)
        : way;
  }

  /** The same for whoever may look on, and no more. */
  public DropWay watched() {
    return new DropWay(id, ordered, stage, seconds, false, why, t);
  }

  static DropWay of(DropRecord drop, Catalog catalog, Texts t) {
    DropState state = drop.state();
    Duration left = Duration.between(t.now(), drop.at().plus(drop.course().delay()));
    boolean waits = state == DropState.DELAYED;
    long seconds = waits ? Math.max(0, left.toSeconds()) : 0;
    String machine = catalog.nameOf(drop.place().machine());
    return new DropWay(
        drop.id(),
        new Ordered(drop.place().item(), machine, drop.price(), drop.at()),
        waits && seconds == 0
            ? due(catalog, drop.place().machine())
            : state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        seconds,
        waits || state == DropState.QUEUED,
        WhyEnded.of(drop, machine, t),
        t);
  }

  /** What it is called once it should have fallen. */
  private static String due(Catalog catalog, String machine) {
    boolean up =
        catalog.all().stream()
            .anyMatch(one -> one.id().equals(machine) && one.status() == MachineStatus.UP);
    return up ? "due" : "due-away";
  }

  /**
   * One of the steps of its way.
   *
   * @param css how it is drawn
   * @param state the same in a word, for readers
   */
  public record Step(String name, String css, String state) {

    /** Whether the drop is here now. */
    public boolean now() {
      return css.equals("now");
    }
  }

  public String item() {
    return ordered.item;
  }

  public String machine() {
    return ordered.machine;
  }

  public long price() {
    return ordered.price;
  }

  public Instant asked() {
    return ordered.at;
  }

  public String can() {
    return Can.classes(ordered.item);
  }

  /** The pattern of the can, see {@link Can#pattern}. */
  public String canPattern() {
    return Can.pattern(ordered.item);
  }

  /** The letters on the can, see {@link Can#letters}. */
  public String canLetters() {
    return Can.letters(ordered.item);
  }

  /** Where it is, in a few words. */
  public String title() {
    return t.text("drop." + stage + ".title", ordered.item);
  }

  /** The same at length. */
  public String text() {
    return t.text("drop." + stage + ".text");
  }

  /** Whether it has not ended, so that the page is worth looking at again. */
  public boolean moving() {
    return switch (stage) {
      case "delayed", "due", "due-away", "queued", "sent" -> true;
      default -> false;
    };
  }

  public boolean inDoubt() {
    return stage.equals("in-doubt");
  }

  /** How the picture is drawn. */
  public String scene() {
    return switch (stage) {
      case "sent" -> "moving";
      case "dropped" -> "fallen";
      case "in-doubt", "paid-back" -> "gone";
      default -> "";
    };
  }

  /** The steps of its way: held, ordered, and dropped or paid back. */
  public List<Step> steps() {
    return switch (stage) {
      case "delayed", "due", "due-away", "queued" -> steps("now", "", "");
      case "sent" -> steps("done", "now", "");
      case "dropped" -> steps("done", "done", "done");
      case "paid-back" -> steps("done", "done", step("paid-back", "done"));
      case "in-doubt" -> steps("done", "done", "doubt");
      case "cancelled" -> steps("done", "off", "off");
      default -> steps("done", "done", "fail");
    };
  }

  private List<Step> steps(String held, String sent, String dropped) {
    return steps(held, sent, step("dropped", dropped));
  }

  private List<Step> steps(String held, String sent, Step last) {
    return List.of(step("held", held), step("ordered", sent), last);
  }

  private Step step(String name, String css) {
    String state = css.isEmpty() ? "open" : css;
    return new Step(t.text("drop.step." + name), css, t.text("drop.step.is." + state));
  }
}

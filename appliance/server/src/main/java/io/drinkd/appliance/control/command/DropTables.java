package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.drop.DropRecords.Course;
import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropRecords.Step;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.machine.TrafficLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How commands print drops. */
final class DropTables {

  static final Table<DropRecord> DROP =
      Table.<DropRecord>of()
          .column("id", DropRecord::id)
          .column("at", DropRecord::at)
          .column("member", DropRecord::member)
          .column("machine", drop -> drop.place().machine())
          .column("slot", drop -> drop.place().slot())
          .column("price", DropRecord::price)
          .column("state", DropRecord::state)
          .column("item", drop -> drop.place().item())
          .detail("sent-at", drop -> drop.course().sentAt())
          .detail("ended-at", drop -> drop.course().end().map(End::at))
          .detail("ended-by", drop -> drop.course().end().map(End::actor))
          .detail("reason", drop -> drop.course().end().map(End::reason));

  /**
   * Something that happened to a drop.
   *
   * @param what the state that it came into, or what else was done
   * @param by who did or said it; empty for what a member's order does by itself
   */
  private record Happened(Instant at, String what, Optional<String> by, Optional<String> reason) {}

  private static final Table<Happened> COURSE =
      Table.<Happened>of()
          .column("at", Happened::at)
          .column("what", Happened::what)
          .column("by", Happened::by)
          .column("reason", Happened::reason);

  private static final Table<TrafficLine> SAID =
      Table.<TrafficLine>of().column("at", TrafficLine::at).column("line", TrafficLine::text);

  static final Table<DropHistory> HISTORY =
      Table.<DropHistory>of()
          .column("id", of(DropRecord::id))
          .column("member", of(DropRecord::member))
          .column("machine", of(drop -> drop.place().machine()))
          .column("slot", of(drop -> drop.place().slot()))
          .column("item", of(drop -> drop.place().item()))
          .column("price", of(DropRecord::price))
          .column("state", of(DropRecord::state))
          .column("next", DropTables::next)
          .column("course", history -> new Nested<>(COURSE, course(history)))
          .column("board-said", history -> new Nested<>(SAID, said(history)));

  private DropTables() {}

  /** What is to be done with a drop in doubt. */
  static String next(Optional<String> absentSender) {
    return absentSender
        .map(
            name ->
                "appliance \""
                    + name
                    + "\", which sent it, brings the answer if it still runs; if it has ended, see the"
                    + " end of its log, or look into the machine; then resolve it")
        .orElse("look into the machine, then resolve it");
  }

  /** What is to be done with a drop at a machine that no appliance owns. */
  static String nextOfOwnerless(String machine, DropState state) {
    String then =
        state == DropState.SENT
            ? "; it is in doubt then, and can be resolved"
            : "; it is sent then, or called off";
    return "start an appliance that has a file for machine " + machine + then;
  }

  private static Optional<String> next(DropHistory history) {
    DropRecord drop = history.drop();
    if (history.ownerless()) {
      return Optional.of(nextOfOwnerless(drop.place().machine(), drop.state()));
    }
    return Optional.of(history)
        .filter(one -> one.drop().state() == DropState.IN_DOUBT)
        .map(one -> next(one.absentSender()));
  }

  private static Function<DropHistory, Object> of(Function<DropRecord, Object> field) {
    return history -> field.apply(history.drop());
  }

  /** All that happened, once each, oldest first. */
  private static List<Happened> course(DropHistory history) {
    DropRecord drop = history.drop();
    Course course = drop.course();
    List<Happened> all = new ArrayList<>();
    all.add(asked(drop));
    course.sentAt().map(at -> happened(at, DropState.SENT)).ifPresent(all::add);
    history.steps().forEach(step -> all.add(happened(step)));
    course
        .end()
        .filter(end -> history.steps().stream().noneMatch(step -> step.state().ended()))
        .ifPresent(end -> all.add(happened(drop.state().word(), end)));
    history.refund().ifPresent(refund -> all.add(happened("paid-back", refund)));
    return all;
  }

  private static Happened asked(DropRecord drop) {
    Duration delay = drop.course().delay();
    return delay.isZero()
        ? happened(drop.at(), DropState.QUEUED)
        : new Happened(
            drop.at(),
            DropState.DELAYED.word(),
            Optional.empty(),
            Optional.of("by " + delay.toSeconds() + " s"));
  }

  private static Happened happened(Instant at, DropState state) {
    return new Happened(at, state.word(), Optional.empty(), Optional.empty());
  }

  private static Happened happened(Step step) {
    return happened(step.state().word(), new End(step.at(), step.actor(), step.reason()));
  }

  private static Happened happened(String what, End end) {
    return new Happened(end.at(), what, Optional.of(end.actor()), Optional.of(end.reason()));
  }

  private static List<TrafficLine> said(DropHistory history) {
    return history.steps().stream().flatMap(step -> step.said().stream()).toList();
  }
}

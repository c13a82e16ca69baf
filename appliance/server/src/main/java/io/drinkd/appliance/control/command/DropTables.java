package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.drop.DropRecords.Course;
import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropRecords.Step;
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

  private static final Table<Step> STEP =
      Table.<Step>of()
          .column("at", Step::at)
          .column("state", Step::state)
          .column("actor", Step::actor)
          .column("reason", Step::reason);

  static final Table<DropHistory> HISTORY =
      Table.<DropHistory>of()
          .column("id", of(DropRecord::id))
          .column("at", of(DropRecord::at))
          .column("member", of(DropRecord::member))
          .column("machine", of(drop -> drop.place().machine()))
          .column("slot", of(drop -> drop.place().slot()))
          .column("item", of(drop -> drop.place().item()))
          .column("price", of(DropRecord::price))
          .column("state", of(DropRecord::state))
          .column("sent-at", course(Course::sentAt))
          .column("ended-at", course(course -> course.end().map(End::at)))
          .column("ended-by", course(course -> course.end().map(End::actor)))
          .column("reason", course(course -> course.end().map(End::reason)))
          .column("refunded-at", refund(End::at))
          .column("refunded-by", refund(End::actor))
          .column("refund-reason", refund(End::reason))
          .column("steps", history -> new Nested<>(STEP, history.steps()));

  private DropTables() {}

  private static Function<DropHistory, Object> of(Function<DropRecord, Object> field) {
    return history -> field.apply(history.drop());
  }

  private static Function<DropHistory, Object> course(Function<Course, Object> field) {
    return history -> field.apply(history.drop().course());
  }

  private static Function<DropHistory, Optional<?>> refund(Function<End, Object> field) {
    return history -> history.refund().map(field);
  }
}

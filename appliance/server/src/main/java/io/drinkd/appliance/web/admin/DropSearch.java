package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.page.Texts;

/**
 * Which drops an admin wants to see.
 *
 * @param machine its id; empty for all
 * @param member the name; empty for all
 * @param state in a word; empty for all
 */
public record DropSearch(String machine, String member, String state, Days days) {

  static DropSearch of(Form query, Texts t) {
    return new DropSearch(
        query.find("machine").orElse(""),
        query.find("member").map(String::strip).orElse(""),
        query.find("state").orElse(""),
        Days.of(query, t));
  }

  /** The address of the drops that are older than one. */
  String older(DropRecord last) {
    return new Query("/admin/drops")
        .with("machine", machine)
        .with("member", member)
        .with("state", state)
        .with("from", days.first().value())
        .with("to", days.last().value())
        .with("before", Long.toString(last.id()))
        .toString();
  }
}

package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import tools.jackson.databind.node.ObjectNode;

/** Members as they see themselves, and as admins see them. */
final class MemberJson {

  private MemberJson() {}

  static ObjectNode of(MemberRecord member, Balance balance) {
    return Json.object()
        .put("name", member.name())
        .put("admin", member.admin())
        .put("public", member.isPublic())
        .put("available", balance.available())
        .put("held", balance.held())
        .put("floor", balance.floor());
  }
}

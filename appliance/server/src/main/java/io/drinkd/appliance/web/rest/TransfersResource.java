package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Accounts.Moved;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gifts between members. */
final class TransfersResource {

  private final Memberships memberships;
  private final Accounts accounts;

  TransfersResource(Services services) {
    memberships = services.memberships();
    accounts = services.accounts();
  }

  CompletionStage<Reply> give(Exchange exchange) {
    Member member = exchange.caller().member();
    IdempotencyKey key = Inputs.key(exchange);
    return Inputs.object(
        exchange,
        fields -> {
          Optional<String> to = fields.text("to");
          Optional<Amount> amount =
              fields.checkedNumber("amount", fields.number("amount"), Amount::new);
          Optional<Remark> reason = fields.checked("reason", fields.text("reason"), Remark::new);
          fields.end("to", "amount");
          MemberRecord receiver = memberships.named(member, to.orElseThrow());
          return exchange.reply(
              accounts.give(member, receiver, amount.orElseThrow(), reason, Optional.of(key)),
              TransfersResource::made);
        });
  }

  /** Credits were moved: by which transfer, and what whoever is concerned has now. */
  static Reply made(Moved moved) {
    return Json.reply(
        201, Json.object().put("id", moved.transfer()).put("available", moved.available()));
  }

  CompletionStage<Reply> undo(Exchange exchange) {
    Member member = exchange.caller().member();
    String id = exchange.value("id");
    long transfer =
        Inputs.number(id)
            .orElseThrow(
                () -> new RefusedException(Refusal.NO_SUCH_TRANSFER, "you made no such gift"));
    return exchange.reply(
        accounts.undo(member, transfer),
        available -> Json.reply(200, Json.object().put("available", available)));
  }
}

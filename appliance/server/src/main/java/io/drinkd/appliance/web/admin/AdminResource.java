package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.Resource;
import java.util.concurrent.CompletionStage;

/** What is answered to an admin. */
@FunctionalInterface
interface AdminResource {

  /** Like {@link Resource#answer}. */
  CompletionStage<Reply> answer(Exchange exchange, Admin admin);

  /** The same for whoever asks: nobody and members are refused. */
  default Resource forAdmins() {
    return exchange -> answer(exchange, exchange.caller().admin());
  }
}

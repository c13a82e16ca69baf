package io.drinkd.appliance.web;

import io.drinkd.appliance.service.About;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Credentials;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.Routes;

/** The part of the site that answers what no other does: whose house it is, in plain text. */
final class FrontDoor {

  private static final String TEXT = "text/plain; charset=utf-8";

  private FrontDoor() {}

  static Routes routes(Services services) {
    return Routes.below("/", FrontDoor::failed, Credentials.SESSION)
        .get("/", exchange -> about(services.about()).now());
  }

  private static Reply about(About about) {
    return Reply.of(Content.of(TEXT, about.name() + ", drinkd " + about.version() + "\n"));
  }

  private static Reply failed(Exchange exchange, Failure failure) {
    return Reply.of(failure.status(), Content.of(TEXT, failure.detail() + "\n"));
  }
}

package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sets the board's clock when it greets and when it asks; an order has two answers. */
final class CarouselTurns extends BoardProtocol {

  private final Clock clock;

  CarouselTurns(Clock clock) {
    this.clock = clock;
  }

  record Ready() {}

  record WhatTime() {}

  record Ticket(String number) {}

  record Turned(String number, boolean opened) {}

  @Override
  public Optional<Dialogue<List<BoardMessage>>> opening() {
    return Optional.of(await().then(Ready.class, ready -> tell(time(), end())));
  }

  @Override
  public Dialogue<List<BoardMessage>> answer(Object content) {
    return tell(time(), end());
  }

  private BoardRequest time() {
    return new BoardRequest.Line("TIME " + clock.instant().getEpochSecond());
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(new BoardRequest.Line("TAKE " + order.slot()))
        .commits()
        .then(Ticket.class, ticket -> await().then(Turned.class, turned -> end(ticket, turned)));
  }

  private static Dialogue<DropOutcome> end(Ticket ticket, Turned turned) {
    if (!turned.number().equals(ticket.number())) {
      return broken("ticket " + turned.number() + " in place of " + ticket.number());
    }
    return turned.opened() ? dropped() : refused(Refusal.JAMMED, "the carousel is stuck");
  }
}

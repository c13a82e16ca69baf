package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Checksum;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Inquiry;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.testkit.sample.CarouselTurns.Ready;
import io.drinkd.driver.testkit.sample.CarouselTurns.Ticket;
import io.drinkd.driver.testkit.sample.CarouselTurns.Turned;
import io.drinkd.driver.testkit.sample.CarouselTurns.WhatTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A driver of a carousel that dials in without a login, says {@code READY} and wants its clock set,
 * also later by {@code TIME?}; takes {@code TAKE 1} and answers {@code TICKET 7}, and {@code OPENED
 * 7} or {@code STUCK 7} when it has turned. Each line has a sum: {@code READY*4B}.
 */
public final class CarouselDriver extends BoardDriver {

  /** What is said, for the checks. */
  public static final List<String> WORDS =
      """
      [up]
      < READY%c
      > TIME %10t%c
      [order]
      > TAKE %d%c
      [made]
      < TICKET 7%c
      < OPENED 7%c
      [refused]
      < TICKET 7%c
      < STUCK 7%c
      [slots]
      < STOCK 10%c
      [asks]
      < TIME?%c
      > TIME %10t%c
      [garbage]
      < STOCK 12%c
      < STOCK 10
      """
          .lines()
          .toList();

  private static final Checksum SUM = Checksum.xor().inHex().after("*");

  public CarouselDriver() {
    super(
        "carousel",
        BoardTraits.dialled(Duration.ofMinutes(1), Duration.ofMinutes(2))
            .mayDialIn()
            .suggestingTimeout(Duration.ofSeconds(20))
            .summed(SUM));
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(
        context, traits(), new Lines(), new CarouselTurns(context.timers().clock()));
  }

  private static final class Lines extends BoardLineCodec {

    Lines() {
      super(SUM);
    }

    @Override
    protected BoardMessage read(String line) {
      String[] words = line.split(" ");
      String what = words.length == 2 ? words[1] : "";
      return switch (line.replaceFirst(" [0-9]{1,2}$| battery$", "")) {
        case "READY" -> new Inquiry(new Ready());
        case "TIME?" -> new Inquiry(new WhatTime());
        case "TICKET" -> new Reply(new Ticket(what));
        case "OPENED" -> new Reply(new Turned(what, true));
        case "STUCK" -> new Reply(new Turned(what, false));
        case "POWER" -> new BoardMessage.Power(PowerState.BATTERY);
        case "STOCK" -> what.matches("[01]{2}") ? stock(what) : garbage(line);
        default -> garbage(line);
      };
    }

    private static SlotStates stock(String what) {
      return SlotStates.loaded(Map.of(1, what.charAt(0) == '1', 2, what.charAt(1) == '1'));
    }

    @Override
    protected String write(BoardRequest request) {
      return "STOCK?";
    }
  }
}

package io.drinkd.driver.testkit;

import static io.drinkd.driver.link.Dialogue.ask;
import static io.drinkd.driver.link.Dialogue.end;
import static io.drinkd.driver.link.Dialogue.outcome;
import static io.drinkd.driver.link.Dialogue.refused;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Polls;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.link.Dialogue.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A driver of boards that say nothing unless they are asked, in lines: {@code STATE}, answered by
 * {@code FREE} or {@code BUSY}, {@code SLOTS}, answered by {@code 10}, and {@code VEND 1 17}, whose
 * answer is {@code OK 17} or {@code NO 17} where orders have numbers.
 *
 * @param ids whether they have
 * @param commits whether it says which question makes the board drop, as it should
 */
record AskedDriver(boolean ids, boolean commits) implements MachineDriver {

  static final List<String> WORDS =
      List.of(
          "[up]",
          "> SLOTS",
          "< 10",
          "[order]",
          "> STATE",
          "< FREE",
          "> VEND %d %i",
          "[made]",
          "< OK %i",
          "[refused]",
          "< NO %i",
          "[after]",
          "> SLOTS",
          "< 10",
          "[garbage]",
          "< 1x");

  @Override
  public String model() {
    return "asked";
  }

  @Override
  public BoardTraits traits() {
    BoardTraits traits =
        BoardTraits.dialled(new Liveness(Duration.ofMinutes(1), Duration.ofMinutes(2)))
            .polled(Polls.every(Duration.ofSeconds(30)));
    return ids ? traits.withIds() : traits;
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new Codec(ids), new Protocol());
  }

  private final class Protocol implements BoardProtocol {
    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      Question vend = ask(new BoardRequest.Line("VEND " + order.slot() + " " + order.dropId()));
      return ask(new BoardRequest.Line("STATE"))
          .then(
              String.class,
              state ->
                  state.equals("FREE")
                      ? (commits ? vend.commits() : vend).then(answer -> outcome(answer))
                      : refused(Refusal.BUSY, state));
    }

    @Override
    public Dialogue<List<BoardMessage>> poll() {
      return ask(new BoardRequest.Line("SLOTS"))
          .then(
              String.class,
              slots ->
                  end(
                      List.of(
                          SlotStates.loaded(
                              Map.of(1, slots.charAt(0) == '1', 2, slots.charAt(1) == '1')))));
    }
  }

  private static final class Codec extends BoardLineCodec {

    private final boolean ids;

    Codec(boolean ids) {
      this.ids = ids;
    }

    @Override
    protected BoardMessage read(String line) {
      if (line.matches("(OK|NO) [0-9]{1,9}")) {
        long id = Long.parseLong(line.substring(3));
        return line.startsWith("OK")
            ? ids ? new DropMade().withId(id) : new DropMade()
            : ids ? new DropNotMade(Refusal.JAMMED).withId(id) : new DropNotMade(Refusal.JAMMED);
      }
      return line.matches("FREE|BUSY|[01]{2}") ? new Reply(line) : garbage(line);
    }

    @Override
    protected String write(BoardRequest request) {
      throw new IllegalArgumentException("no such request: " + request);
    }
  }
}

package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.Dialogue;
import io.drinkd.driver.link.Dialogue.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A driver of boards whose answers repeat the number of the question: {@code 0007 DROP 1}, answered
 * by {@code 0007 OK} or {@code 0007 NO}. They report their slots by themselves: {@code 10}.
 *
 * @param confirms whether a moment later it is asked {@code 0008 FELL?}
 * @param flaw what is wrong with it
 */
public record NumberedDriver(boolean confirms, Flaw flaw) implements MachineDriver {

  private static final Liveness LIVENESS =
      new Liveness(Duration.ofMinutes(1), Duration.ofMinutes(2));

  /** What may be wrong with a driver. */
  public enum Flaw {
    NONE,
    /** Neither its questions nor its codec's answers have the numbers. */
    NO_NUMBERS,
    /** Its codec drops the number of an answer. */
    NOT_READ
  }

  /** One without a flaw. */
  public NumberedDriver() {
    this(false, Flaw.NONE);
  }

  /** What is said, for the checks. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("[up]", "< 10", "[order]", "> %4t DROP %d", "[made]", "< %4t OK"));
    words.addAll(confirms ? List.of("= advance 1s", "> %4t FELL?", "< %4t OK") : List.of());
    words.addAll(List.of("[refused]", "< %4t NO", "[slots]", "< 10", "[garbage]", "< 1x"));
    return words;
  }

  @Override
  public String model() {
    return "numbered";
  }

  @Override
  public BoardTraits traits() {
    return BoardTraits.dialled(LIVENESS);
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new Codec(flaw), new Protocol());
  }

  private final class Protocol extends BoardProtocol {

    private int last;

    private Question question(String text) {
      last = (last + 1) % 10_000;
      var line = new BoardRequest.Line(String.format(Locale.ROOT, "%04d %s", last, text));
      return flaw == Flaw.NO_NUMBERS ? ask(line) : ask(line).numbered(last);
    }

    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      return question("DROP " + order.slot())
          .commits()
          .then(String.class, word -> confirms && word.equals("OK") ? confirm() : result(word));
    }

    private Dialogue<DropOutcome> confirm() {
      return pause(
          Duration.ofSeconds(1), () -> question("FELL?").then(String.class, Protocol::result));
    }

    private static Dialogue<DropOutcome> result(String word) {
      return word.equals("OK") ? dropped() : refused(Refusal.JAMMED, "it is stuck");
    }
  }

  private static final class Codec extends BoardLineCodec {

    private final Flaw flaw;

    Codec(Flaw flaw) {
      this.flaw = flaw;
    }

    @Override
    protected BoardMessage read(String line) {
      if (line.matches("[0-9]{4} (OK|NO)")) {
        var reply = new Reply(line.substring(5));
        return flaw == Flaw.NONE ? reply.withId(Integer.parseInt(line.substring(0, 4))) : reply;
      }
      return line.matches("[01]{2}")
          ? SlotStates.loaded(Map.of(1, line.charAt(0) == '1', 2, line.charAt(1) == '1'))
          : garbage(line);
    }

    @Override
    protected String write(BoardRequest request) {
      return "SLOTS?";
    }
  }
}

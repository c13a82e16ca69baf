package io.drinkd.driver.testkit.sample;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A driver of boards in lines that do not log in: {@code STATE}, answered by {@code FREE} or {@code
 * BUSY}, {@code SLOTS}, answered by {@code 10}, and {@code VEND 1 17}, whose answer is {@code OK
 * 17} or {@code NO 17}. Boards that report by themselves are not asked for their state.
 *
 * @param flaw what is wrong with it
 */
public record AskedDriver(Kind kind, Flaw flaw) implements MachineDriver {

  private static final Liveness LIVENESS =
      new Liveness(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** How its boards behave. */
  public enum Kind {
    POLLED,
    POLLED_WITH_IDS,
    PUSHING_WITH_IDS,
    VISITED;

    boolean ids() {
      return this == POLLED_WITH_IDS || this == PUSHING_WITH_IDS;
    }

    /** What is said, for the checks. */
    public List<String> words() {
      boolean pushing = this == PUSHING_WITH_IDS;
      List<String> words = new ArrayList<>();
      words.addAll(pushing ? List.of("[up]", "< 10") : List.of("[up]", "> SLOTS", "< 10"));
      words.add("[order]");
      words.addAll(pushing ? List.of() : List.of("> STATE", "< FREE"));
      String id = ids() ? "%i" : "0";
      words.addAll(List.of("> VEND %d %i", "[made]", "< OK " + id, "[refused]", "< NO " + id));
      words.addAll(pushing ? List.of("[slots]", "< 10") : List.of("[after]", "> SLOTS", "< 10"));
      words.addAll(List.of("[garbage]", "< 1x"));
      return words;
    }
  }

  /** What may be wrong with a driver. */
  public enum Flaw {
    NONE,
    /** It does not say which question makes the board drop. */
    NO_COMMIT,
    /** It takes whatever it does not understand for a drop that was made. */
    GARBAGE_IS_MADE
  }

  /** One without a flaw, of boards that are asked. */
  public AskedDriver() {
    this(Kind.POLLED, Flaw.NONE);
  }

  @Override
  public String model() {
    return "asked";
  }

  @Override
  public BoardTraits traits() {
    BoardTraits traits =
        switch (kind) {
          case VISITED -> BoardTraits.visited(INTERVAL);
          case PUSHING_WITH_IDS -> BoardTraits.dialled(LIVENESS);
          default -> BoardTraits.dialled(LIVENESS).polled(Polls.every(INTERVAL));
        };
    return kind.ids() ? traits.withIds() : traits;
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new Codec(this), new Protocol());
  }

  private final class Protocol extends BoardProtocol {
    @Override
    public Dialogue<DropOutcome> order(DropOrder order) {
      Question vend = ask(new BoardRequest.Line("VEND " + order.slot() + " " + order.dropId()));
      Dialogue<DropOutcome> drop =
          (flaw == Flaw.NO_COMMIT ? vend : vend.commits()).then(Protocol::outcome);
      return kind == Kind.PUSHING_WITH_IDS
          ? drop
          : ask(new BoardRequest.Line("STATE"))
              .then(
                  String.class,
                  state -> state.equals("FREE") ? drop : refused(Refusal.BUSY, state));
    }

    @Override
    public Dialogue<List<BoardMessage>> poll() {
      var question = new BoardRequest.Line("SLOTS");
      return kind == Kind.PUSHING_WITH_IDS
          ? tell(question, end())
          : ask(question).then(String.class, slots -> end(AskedDriver.read(slots)));
    }
  }

  private static SlotStates read(String slots) {
    return SlotStates.loaded(Map.of(1, slots.charAt(0) == '1', 2, slots.charAt(1) == '1'));
  }

  private static final class Codec extends BoardLineCodec {

    private final AskedDriver driver;

    Codec(AskedDriver driver) {
      this.driver = driver;
    }

    @Override
    protected BoardMessage read(String line) {
      boolean ids = driver.kind.ids();
      if (line.matches("(OK|NO) [0-9]{1,9}")) {
        long id = Long.parseLong(line.substring(3));
        return line.startsWith("OK")
            ? ids ? new DropMade().withId(id) : new DropMade()
            : ids ? new DropNotMade(Refusal.JAMMED).withId(id) : new DropNotMade(Refusal.JAMMED);
      }
      if (line.matches("[01]{2}") && driver.kind == Kind.PUSHING_WITH_IDS) {
        return AskedDriver.read(line);
      }
      if (line.matches("FREE|BUSY|[01]{2}")) {
        return new Reply(line);
      }
      return driver.flaw == Flaw.GARBAGE_IS_MADE ? new DropMade() : garbage(line);
    }

    @Override
    protected String write(BoardRequest request) {
      throw new IllegalArgumentException("no such request: " + request);
    }
  }
}

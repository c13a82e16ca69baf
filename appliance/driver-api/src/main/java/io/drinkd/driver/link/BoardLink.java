package io.drinkd.driver.link;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.BoardTraits.Wire;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Board} of every model whose codec speaks in {@link BoardMessage}s: over one link that
 * is held and reconnected after a loss, or over a connection for each question, as the model's
 * traits say.
 *
 * <p>Its logger is {@code io.drinkd.board.<machine>}, so that one machine's traffic can be followed
 * at level trace.
 */
public final class BoardLink implements Board {

  private final Board board;

  /**
   * Opens the link to a board for which the defaults of {@link BoardProtocol} are right.
   *
   * @param codec decodes {@link BoardMessage}s and nothing else, and encodes {@link BoardRequest}s
   */
  public BoardLink(BoardContext context, BoardTraits traits, ProtocolCodecFactory codec) {
    this(context, traits, codec, BoardProtocol.PLAIN);
  }

  /**
   * Opens the link; returns at once.
   *
   * @param traits those of the model
   * @param codec decodes {@link BoardMessage}s and nothing else, and encodes what the protocol asks
   *     and tells
   * @param protocol for this board alone; it may remember what it has learned of it
   */
  public BoardLink(
      BoardContext context,
      BoardTraits traits,
      ProtocolCodecFactory codec,
      BoardProtocol protocol) {
    Logger log = LoggerFactory.getLogger("io.drinkd.board." + context.settings().machine());
    Logger masked = new MaskedLogger(log, context.settings().password());
    var parts =
        new LinkParts(
            context,
            traits,
            protocol,
            new StatusReporter(context.listener(), masked),
            new GarbageLog(masked, context.timers()),
            masked);
    board = traits.wire() == Wire.HELD ? new HeldLink(parts, codec) : new VisitedLink(parts, codec);
  }

  @Override
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return board.drop(order);
  }

  @Override
  public CompletableFuture<Void> close() {
    return board.close();
  }
}

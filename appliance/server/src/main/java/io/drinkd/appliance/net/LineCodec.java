package io.drinkd.appliance.net;

import io.drinkd.appliance.net.LineDecoder.Found;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Bytes to lines, and those to the messages of a {@link LineParser}. The way back is {@link
 * CoalescingFilter}'s.
 *
 * <p>A filter of its own instead of MINA's {@code ProtocolCodecFilter}, for two reasons. That one
 * hands on all the lines of a packet whatever becomes of them, and a packet of 64 kB may hold
 * 13,000 requests, each with a long reply; this one stops between two lines while the connection's
 * {@link ReadGate} is closed, so that what waits is bounded in requests as well as in bytes. And
 * that one answers a decoder's exception with a hexadecimal dump of the packet.
 *
 * <p>The end of input is handed on as the last message, {@link EndOfInput}. MINA's default would
 * close the connection and throw the replies away.
 */
final class LineCodec extends IoFilterAdapter {

  private final Connection connection;
  private final LineParser parser;
  private final RequestLimiter limiter;
  private final Optional<Duration> unterminated;
  private final LineDecoder decoder = new LineDecoder();
  private Timer lineTimer = Connection.NO_TIMER;
  private boolean lineOverdue;
  private Optional<EndOfInput> last = Optional.empty();
  private boolean decoding;
  private boolean done;

  /**
   * @param limiter counts each line, readable or not, and closes the gate if they come too fast
   * @param unterminated after what time without more bytes those that have come count as a line,
   *     for clients that send no line feeds; empty if they never do
   */
  LineCodec(
      Connection connection,
      LineParser parser,
      RequestLimiter limiter,
      Optional<Duration> unterminated) {
    this.connection = connection;
    this.parser = parser;
    this.limiter = limiter;
    this.unterminated = unterminated;
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    limiter.begin();
    next.sessionCreated(session);
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    lineTimer.cancel();
    limiter.end();
    next.sessionClosed(session);
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (last.isEmpty()) {
      decoder.add(((IoBuffer) message).buf());
      lineOverdue = false;
      decode(next, session);
      awaitLineEnd();
    }
  }

  private void awaitLineEnd() {
    if (unterminated.isPresent()) {
      lineTimer.cancel();
      if (decoder.isInsideLine()) {
        lineTimer = connection.after(unterminated.get(), ConnectionSignal.LINE_OVERDUE);
      }
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    endWith(new EndOfInput("closed by the client", false));
    decode(next, session);
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.GATE_OPEN) {
      decode(next, session);
    } else if (event == ConnectionSignal.STOP) {
      endWith(new EndOfInput("the appliance stops", true));
      decode(next, session);
    } else if (event == ConnectionSignal.LINE_OVERDUE) {
      lineOverdue = true;
      decode(next, session);
    } else if (event == ConnectionSignal.RATE_PAUSE_OVER) {
      limiter.pauseIsOver();
    } else {
      next.event(session, event);
    }
  }

  private void endWith(EndOfInput end) {
    if (last.isEmpty()) {
      last = Optional.of(end);
      lineOverdue = unterminated.isPresent();
      connection.gate().end();
    }
  }

  /**
   * A reply that is sent meanwhile may open the gate, which leads here again: the loop continues.
   */
  private void decode(NextFilter next, IoSession session) {
    if (decoding) {
      return;
    }
    decoding = true;
    connection.beginTurn();
    try {
      boolean more = true;
      while (more && isWanted()) {
        more = decodeOne(next, session);
      }
      if (!more && last.isPresent() && isWanted()) {
        done = true;
        next.messageReceived(session, last.get());
      }
    } finally {
      decoding = false;
      decoder.keep();
    }
  }

  private boolean isWanted() {
    return !done && connection.gate().isOpen() && connection.end().isEmpty();
  }

  private Found nextFound() {
    Found found = decoder.next();
    if (found != Found.NOTHING || !lineOverdue) {
      return found;
    }
    lineOverdue = false;
    return decoder.endLine();
  }

  /** False if more bytes are needed. */
  private boolean decodeOne(NextFilter next, IoSession session) {
    switch (nextFound()) {
      case NOTHING -> {
        return false;
      }
      case LINE -> {
        connection.heardLine();
        Optional<?> message = parser.parse(decoder.bytes(), decoder.lineStart(), decoder.lineEnd());
        if (message.isPresent()) {
          // Before it is handed on: its reply may open the gate for the next line.
          limiter.count();
          next.messageReceived(session, message.get());
        }
      }
      case TOO_LONG -> {
        limiter.count();
        Object message = parser.tooLong(decoder.bytes(), decoder.lineStart(), decoder.lineEnd());
        next.messageReceived(session, message);
      }
      case ENDLESS -> {
        done = true;
        String why = "no line feed in " + LineDecoder.LONGEST_WITHOUT_LINE_FEED + " bytes";
        next.messageReceived(session, new EndOfInput(why, false));
      }
    }
    return true;
  }
}

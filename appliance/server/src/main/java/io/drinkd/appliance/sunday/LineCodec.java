package io.drinkd.appliance.sunday;

import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Bytes to {@link Line}s. The way back is {@link CoalescingFilter}'s.
 *
 * <p>A filter of its own instead of MINA's {@code ProtocolCodecFilter}, for two reasons. That one
 * hands on all the lines of a packet whatever becomes of them, and a packet of 64 kB may hold
 * 13,000 requests, each with a long reply; this one stops between two lines while the connection's
 * {@link ReadGate} is shut, so that what waits is bounded in requests as well as in bytes. And that
 * one answers a decoder's exception with a hexadecimal dump of the packet.
 *
 * <p>The end of input is passed on as the last line, {@link Line.End}: it stands behind the
 * requests that came before it, and a client that sends its requests and closes its half at once
 * gets every answer. MINA's default would close the connection and throw the replies away.
 */
final class LineCodec extends IoFilterAdapter {

  private final Conversation conversation;
  private final LineDecoder decoder = new LineDecoder();
  private Optional<Line> last = Optional.empty();
  private boolean decoding;
  private boolean done;

  LineCodec(Conversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (last.isEmpty()) {
      decoder.add(((IoBuffer) message).buf());
      decode(next, session);
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    endWith(new Line.End("closed by the client", false));
    decode(next, session);
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.GO_ON) {
      decode(next, session);
    } else if (event == ConnectionSignal.LEAVE) {
      endWith(new Line.End("the appliance stops", true));
      decode(next, session);
    } else {
      next.event(session, event);
    }
  }

  private void endWith(Line.End end) {
    if (last.isEmpty()) {
      last = Optional.of(end);
      conversation.gate().end();
    }
  }

  /** A reply that is sent meanwhile may open the gate, which leads here again: the loop goes on. */
  private void decode(NextFilter next, IoSession session) {
    if (decoding) {
      return;
    }
    decoding = true;
    conversation.beginTurn();
    try {
      boolean more = true;
      while (more && isWanted()) {
        Optional<Line> line = decoder.next();
        more = line.isPresent();
        if (more) {
          pass(next, session, line.get());
        }
      }
      if (!more && last.isPresent() && isWanted()) {
        pass(next, session, last.get());
      }
    } finally {
      decoding = false;
      decoder.keep();
    }
  }

  private boolean isWanted() {
    return !done && conversation.gate().isOpen() && conversation.end().isEmpty();
  }

  private void pass(NextFilter next, IoSession session, Line line) {
    if (!(line instanceof Line.Unreadable || line instanceof Line.End)) {
      conversation.heardLine();
    }
    done = line instanceof Line.End;
    if (!(line instanceof Line.Blank)) {
      next.messageReceived(session, line);
    }
  }
}

package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.net.ReadGate.Reason;
import io.drinkd.appliance.sunday.CommandRunner.Answered;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Passes on one request at a time: the next one when the reply to the one before has left. So the
 * replies have the order of the requests by construction, whatever finishes first behind it.
 *
 * <p>Instead of MINA's {@code ExecutorFilter}, whose queue has no bound, whose ordered variant lets
 * one busy client hold a thread, and which the end of input overtakes: of 50 clients that sent
 * their requests and closed their half, 7 got their replies.
 *
 * <p>While the request in progress waits for no more than time, those behind it that must not wait
 * for that are passed on at once; a {@link ReplySlot} then keeps their place and their reply.
 *
 * <p>Too many requests that wait close the connection's gate until half of them are answered. What
 * waits when the connection ends is not passed on.
 */
final class RequestOrderFilter extends IoFilterAdapter {

  private final SundaySession session;
  private final Predicate<Request> overtakesDelays;
  private final Predicate<Request> isDrop;

  /** See {@link Dialect#secondDrop}. */
  private final Optional<Reply> secondDrop;

  private final int requestsInFlight;

  /** Lines as they came, and the slots of those that have been handled ahead of their turn. */
  private final Deque<Object> waiting = new ArrayDeque<>(0);

  /** The one whose turn it is, while its request is not answered. */
  private Optional<ReplySlot> slotInTurn = Optional.empty();

  private boolean busy;

  /** Whether the request in progress is a drop, and no second one may follow meanwhile. */
  private boolean dropping;

  private boolean passing;

  /**
   * @param commands say which requests must not wait behind a delay, and which are drops
   */
  RequestOrderFilter(SundaySession session, Commands commands) {
    this.session = session;
    overtakesDelays = commands::overtakesDelays;
    secondDrop = session.dialect().secondDrop();
    isDrop = request -> commands.find(request.verb()).filter(Command::isDrop).isPresent();
    requestsInFlight = session.settings().requestsInFlight();
  }

  @Override
  public void messageReceived(NextFilter next, IoSession io, Object line) {
    if (line instanceof EndOfInput) {
      session.inputEnded();
    } else {
      session.requested();
    }
    if (dropping && line instanceof Request request && isDrop.test(request)) {
      // Ahead of its turn: whoever taps twice is to see that the first tap counts.
      next.filterWrite(io, new DefaultWriteRequest(secondDrop.get()));
    } else if (busy || passing) {
      waiting.add(passedAhead(next, io, line));
    } else {
      pass(next, io, line);
    }
    balance();
  }

  @Override
  public void filterWrite(NextFilter next, IoSession io, WriteRequest request) {
    next.filterWrite(io, request);
    if (busy && request.getMessage() instanceof Reply) {
      setBusy(false);
      passWaiting(next, io);
      // Also where nothing waited: a single request may be all that is read at a time.
      balance();
    }
  }

  @Override
  public void event(NextFilter next, IoSession io, FilterEvent event) {
    if (event instanceof Answered answered && answered.slot().isPresent()) {
      answered.slot().get().add(answered.result());
      answerSlotInTurn(next, io);
    } else {
      next.event(io, event);
    }
  }

  private void passWaiting(NextFilter next, IoSession io) {
    if (passing) {
      return;
    }
    passing = true;
    try {
      while (!busy && !waiting.isEmpty() && session.connection().end().isEmpty()) {
        pass(next, io, waiting.remove());
        balance();
      }
    } finally {
      passing = false;
    }
  }

  private void pass(NextFilter next, IoSession io, Object lineOrSlot) {
    setBusy(true);
    dropping =
        secondDrop.isPresent() && lineOrSlot instanceof Request request && isDrop.test(request);
    if (lineOrSlot instanceof ReplySlot slot) {
      // A name given with USER holds for the very next request only: for this one.
      session.takeGivenName();
      slotInTurn = Optional.of(slot);
      answerSlotInTurn(next, io);
    } else {
      next.messageReceived(io, lineOrSlot);
    }
    if (busy && session.isDelayed()) {
      for (int left = waiting.size(); left > 0; left--) {
        waiting.add(passedAhead(next, io, waiting.remove()));
      }
    }
  }

  private void answerSlotInTurn(NextFilter next, IoSession io) {
    if (slotInTurn.isPresent() && slotInTurn.get().isComplete()) {
      CommandResult result = slotInTurn.get().result();
      slotInTurn = Optional.empty();
      next.event(io, new Answered(result, false, Optional.empty()));
    }
  }

  /**
   * Passes a request on that must not wait behind the delay that there is now. One that was passed
   * on during an earlier delay is so again: what it is to end may have begun since.
   *
   * @return what waits for its turn
   */
  private Object passedAhead(NextFilter next, IoSession io, Object lineOrSlot) {
    if (!session.isDelayed() || session.connection().end().isPresent()) {
      return lineOrSlot;
    }
    if (lineOrSlot instanceof ReplySlot slot) {
      passAhead(next, io, slot);
      return slot;
    }
    if (lineOrSlot instanceof Request request && overtakesDelays.test(request)) {
      ReplySlot slot = new ReplySlot(request);
      passAhead(next, io, slot);
      return slot;
    }
    return lineOrSlot;
  }

  private void passAhead(NextFilter next, IoSession io, ReplySlot slot) {
    slot.expect();
    session.ahead(slot, () -> next.messageReceived(io, slot.request()));
  }

  private void setBusy(boolean now) {
    busy = now;
    dropping &= now;
    session.unanswered(now);
  }

  private void balance() {
    int unanswered = waiting.size() + (busy ? 1 : 0);
    if (unanswered >= requestsInFlight) {
      session.connection().gate().hold(Reason.REQUESTS_WAIT, true);
    } else if (unanswered <= requestsInFlight / 2) {
      session.connection().gate().hold(Reason.REQUESTS_WAIT, false);
    }
  }
}

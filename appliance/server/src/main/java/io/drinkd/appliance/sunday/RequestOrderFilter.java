package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.ReadGate.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;

/**
 * Passes on one request at a time: the next one when the reply to the one before has left. So the
 * replies have the order of the requests by construction, whatever finishes first behind it.
 *
 * <p>Instead of MINA's {@code ExecutorFilter}, whose queue has no bound, whose ordered variant lets
 * one busy client hold a thread, and which the end of input overtakes: of 50 clients that sent
 * their requests and closed their half, 7 got their replies.
 *
 * <p>While the request before them waits for no more than time, requests that act at once are
 * passed on before their turn, as {@link Line.Hasty}; their replies keep the order.
 *
 * <p>Too many requests that wait shut the connection's {@link ReadGate} until half of them are
 * answered. What waits when the conversation ends is not passed on.
 */
final class RequestOrderFilter extends IoFilterAdapter {

  private final Conversation conversation;
  private final int requestsInFlight;
  private final Predicate<Request> actsAtOnce;
  private final Deque<Object> lines = new ArrayDeque<>(0);
  private boolean busy;
  private boolean passing;

  /**
   * @param actsAtOnce whether a request need not wait behind a delay
   * @param requestsInFlight how many requests may be without their reply before reading pauses
   */
  RequestOrderFilter(
      Conversation conversation, Predicate<Request> actsAtOnce, int requestsInFlight) {
    this.conversation = conversation;
    this.actsAtOnce = actsAtOnce;
    this.requestsInFlight = requestsInFlight;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object line) {
    if (busy || passing) {
      lines.add(actedIfHasty(next, session, line));
    } else {
      pass(next, session, line);
    }
    balance();
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    next.filterWrite(session, request);
    if (busy && request.getMessage() instanceof Reply) {
      setBusy(false);
      passWaiting(next, session);
      // Also where nothing waited: a single request may be all that is let in at a time.
      balance();
    }
  }

  private void passWaiting(NextFilter next, IoSession session) {
    if (passing) {
      return;
    }
    passing = true;
    try {
      while (!busy && !lines.isEmpty() && conversation.end().isEmpty()) {
        pass(next, session, lines.remove());
        balance();
      }
    } finally {
      passing = false;
    }
  }

  private void pass(NextFilter next, IoSession session, Object line) {
    setBusy(true);
    next.messageReceived(session, line);
    if (busy && conversation.isDelayed()) {
      for (int left = lines.size(); left > 0; left--) {
        lines.add(actedIfHasty(next, session, lines.remove()));
      }
    }
  }

  /**
   * Lets a line act that need not wait behind a delay. One that acted during an earlier delay acts
   * again: what it is to end may have begun since.
   *
   * @return what waits for its turn from now on
   */
  private Object actedIfHasty(NextFilter next, IoSession session, Object line) {
    if (!conversation.isDelayed() || conversation.end().isPresent()) {
      return line;
    }
    if (line instanceof Line.Acted acted) {
      CompletableFuture<CommandResult> again = act(next, session, acted.request());
      return new Line.Acted(
          acted.request(), acted.outcome().thenCombine(again, RequestOrderFilter::together));
    }
    if (line instanceof Request request && actsAtOnce.test(request)) {
      return new Line.Acted(request, act(next, session, request));
    }
    return line;
  }

  private static CompletableFuture<CommandResult> act(
      NextFilter next, IoSession session, Request request) {
    CompletableFuture<CommandResult> outcome = new CompletableFuture<>();
    next.messageReceived(session, new Line.Hasty(request, outcome));
    return outcome;
  }

  private static CommandResult together(CommandResult first, CommandResult second) {
    return first instanceof CommandResult.Cancelled some
            && second instanceof CommandResult.Cancelled more
        ? new CommandResult.Cancelled(some.drops() + more.drops())
        : second;
  }

  private void setBusy(boolean now) {
    busy = now;
    conversation.waiting(now);
  }

  private void balance() {
    int unanswered = lines.size() + (busy ? 1 : 0);
    if (unanswered >= requestsInFlight) {
      conversation.gate().hold(Reason.REQUESTS_WAIT, true);
    } else if (unanswered <= requestsInFlight / 2) {
      conversation.gate().hold(Reason.REQUESTS_WAIT, false);
    }
  }
}

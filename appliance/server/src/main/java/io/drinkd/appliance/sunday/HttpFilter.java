package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.Line.Unreadable;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/**
 * Ends a connection that begins with HTTP. Any web page can have a browser send a request to any
 * port that the browser reaches, and in the body of one could stand commands, each on its line.
 *
 * <p>The first line that can be read decides. It need not be the first one of the request, which
 * may be made too long to be read; a line of its head follows then, and no verb ends with a colon.
 */
final class HttpFilter extends IoFilterAdapter {

  private final SundaySession session;
  private boolean decided;
  private boolean unreadable;

  HttpFilter(SundaySession session) {
    this.session = session;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession io, Object line) {
    unreadable |= line instanceof Unreadable;
    if (!decided && line instanceof Request request) {
      decided = true;
      if (isHttp(request)) {
        session.answer(new CommandResult.Failed(ErrorCode.UNKNOWN_VERB));
        session.connection().end("HTTP, which is not spoken here");
        return;
      }
    }
    next.messageReceived(io, line);
  }

  private boolean isHttp(Request request) {
    int last = request.arguments().size() - 1;
    return unreadable && request.verb().endsWith(":")
        || last >= 0 && request.arguments().get(last).startsWith("HTTP/");
  }
}

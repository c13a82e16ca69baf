package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.Fault;
import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.Line.Unreadable;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/**
 * Ends a connection that begins with HTTP. Any web page can have a browser send a request to any
 * port that the browser reaches, and in the body of one could stand commands, each on its line.
 *
 * <p>The first line that can be read decides, or one before it that shows what it is though it
 * cannot be read. A line of a request's head may be the first that can be, and no verb ends with a
 * colon.
 */
final class HttpFilter extends IoFilterAdapter {

  /** None is a verb. Without a version behind it, it is HTTP 0.9. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final Pattern REQUEST_LINE =
      Pattern.compile(
          "\\s*(?:(?i:%s)[ \\t]|\\S+[ \\t]+\"?(?:/|\\S+://)|.*[ \\t]\"?(?i:HTTP/)).*"
              .replace("%s", String.join("|", METHODS)),
          Pattern.DOTALL);

  private static final String VERSION = "HTTP/";

  private final SundaySession session;
  private boolean decided;
  private boolean unreadable;

  HttpFilter(SundaySession session) {
    this.session = session;
  }

  /** Whether a line that cannot be read begins so. */
  static boolean beginsHttp(String line) {
    return REQUEST_LINE.matcher(line).matches();
  }

  @Override
  public void messageReceived(NextFilter next, IoSession io, Object line) {
    if (!decided && isHttp(line)) {
      decided = true;
      session.answer(new CommandResult.Failed(ErrorCode.UNKNOWN_VERB));
      session.connection().end("HTTP, which is not spoken here");
      return;
    }
    unreadable |= line instanceof Unreadable;
    decided |= line instanceof Request;
    next.messageReceived(io, line);
  }

  private boolean isHttp(Object line) {
    if (!(line instanceof Request request)) {
      return line instanceof Unreadable broken && broken.fault() == Fault.HTTP;
    }
    int last = request.arguments().size() - 1;
    return METHODS.contains(request.verb())
        || unreadable && request.verb().endsWith(":")
        || last >= 0 && isVersion(request.arguments().get(last));
  }

  private static boolean isVersion(String word) {
    return word.regionMatches(true, 0, VERSION, 0, VERSION.length());
  }
}

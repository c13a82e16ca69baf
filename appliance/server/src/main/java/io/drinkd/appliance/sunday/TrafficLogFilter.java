package io.drinkd.appliance.sunday;

import io.drinkd.appliance.credential.TokenStore;
import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.StringJoiner;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every line from and to a client to the logger {@code io.drinkd.traffic}, at DEBUG. Secrets
 * are masked here and nowhere else: the arguments that a command says are secret, whatever follows
 * after the last argument that it takes, and the whole of a line whose verb is unknown or that
 * cannot be read, for people do type their password where it does not belong.
 *
 * <p>Above the codec, because it needs words; below the order of requests, so that a line is logged
 * when it comes. It costs nothing that can be measured while the logger is off.
 */
final class TrafficLogFilter extends IoFilterAdapter {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.traffic");
  private static final String MASK = "****";

  private final Connection connection;
  private final Commands commands;

  TrafficLogFilter(Connection connection, Commands commands) {
    this.connection = connection;
    this.commands = commands;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object line) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} -> {}", connection.client(), masked(line));
    }
    next.messageReceived(session, line);
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    if (LOG.isDebugEnabled() && request.getMessage() instanceof OutboundText sent) {
      LOG.debug("{} <- {}", connection.client(), printable(TokenStore.masked(sent.text())));
    }
    next.filterWrite(session, request);
  }

  private String masked(Object line) {
    if (line instanceof Line.Unreadable unreadable) {
      return "(unreadable: " + unreadable.fault() + ")";
    }
    if (line instanceof EndOfInput end) {
      return "(end: " + end.why() + ")";
    }
    Request request = (Request) line;
    return commands
        .find(request.verb())
        .map(command -> masked(request, command))
        .orElse(MASK + " (unknown verb)");
  }

  private static String masked(Request request, Command command) {
    StringJoiner words = new StringJoiner(" ");
    words.add(request.verb());
    for (int i = 0; i < request.arguments().size(); i++) {
      words.add(
          command.isSecret(i) ? MASK : printable(TokenStore.masked(request.arguments().get(i))));
    }
    return words.toString();
  }

  /** What a client sends must not be able to forge a line of the log. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\n' -> printable.append("\\n");
        case '\r' -> printable.append("\\r");
        default -> printable.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    return printable.toString();
  }
}

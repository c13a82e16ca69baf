package io.drinkd.appliance.finger;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.net.ReadGate.Reason;
import java.time.Duration;
import java.util.List;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/** One connection: answers the first line, and closes. */
final class FingerFilter extends IoFilterAdapter implements ConnectionHandler {

  private final Connection connection;
  private final FingerAnswers answers;
  private final Duration idleBound;
  private boolean asked;

  private record Answered(List<String> lines) implements FilterEvent {}

  FingerFilter(Connection connection, FingerAnswers answers, Duration idleBound) {
    this.connection = connection;
    this.answers = answers;
    this.idleBound = idleBound;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (message instanceof EndOfInput end) {
      connection.end(end.why());
    } else if (!asked) {
      asked = true;
      // Nothing behind the first line matters, but the end of input, which comes after the answer.
      connection.gate().hold(Reason.REQUESTS_WAIT, true);
      answers
          .answer((FingerQuery) message)
          .thenAccept(lines -> connection.post(new Answered(lines)));
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event instanceof Answered answered) {
      connection.write(new FingerText(answered.lines()));
      connection.end("answered");
    } else {
      next.event(session, event);
    }
  }

  /** For the question and its answer together: whoever waits is not waited for any longer. */
  @Override
  public Duration idleBound() {
    return idleBound;
  }

  @Override
  public void idle() {
    if (asked) {
      connection.write(new FingerText(List.of("There is no answer now; try again in a moment.")));
    }
  }
}

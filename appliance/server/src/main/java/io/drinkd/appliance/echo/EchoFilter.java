package io.drinkd.appliance.echo;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.net.OutboundMessage;
import java.time.Duration;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Sends back what comes. */
final class EchoFilter extends IoFilterAdapter implements ConnectionHandler {

  private final Connection connection;
  private final Duration idleBound;

  private record Echo(byte[] bytes) implements OutboundMessage {}

  EchoFilter(Connection connection, Duration idleBound) {
    this.connection = connection;
    this.idleBound = idleBound;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (message instanceof EndOfInput end) {
      connection.end(end.why());
      return;
    }
    IoBuffer buffer = (IoBuffer) message;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    connection.write(new Echo(bytes));
  }

  @Override
  public Duration idleBound() {
    return idleBound;
  }

  /** While it still takes what it has sent. */
  @Override
  public boolean isWaiting() {
    return connection.waitingBytes() > 0;
  }
}

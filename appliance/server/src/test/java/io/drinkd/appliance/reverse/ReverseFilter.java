package io.drinkd.appliance.reverse;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.EndOfInput;
import io.drinkd.appliance.net.OutboundMessage;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Turns lines round, and greets. */
final class ReverseFilter extends IoFilterAdapter {

  private final Connection connection;

  private record Text(String text) implements OutboundMessage {

    @Override
    public byte[] bytes() {
      return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  ReverseFilter(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    connection.write(new Text("hello"));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (message instanceof EndOfInput end) {
      connection.end(end.why());
    } else {
      connection.write(new Text(new StringBuilder((String) message).reverse().toString()));
    }
  }
}

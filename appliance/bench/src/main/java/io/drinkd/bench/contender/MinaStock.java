package io.drinkd.bench.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** MINA as its tutorial has it: its own text codec, its own settings. */
final class MinaStock extends IoHandlerAdapter {

  private final String reply;

  private MinaStock(String reply) {
    this.reply = reply;
  }

  public static void main(String[] arguments) throws IOException {
    NioSocketAcceptor acceptor = new NioSocketAcceptor();
    acceptor.setBacklog(Listening.BACKLOG);
    acceptor
        .getFilterChain()
        .addLast(
            "codec",
            new ProtocolCodecFilter(new TextLineCodecFactory(StandardCharsets.UTF_8, "\n", "\n")));
    // The codec adds the line end of the last line.
    acceptor.setHandler(new MinaStock(arguments[0].stripTrailing()));
    acceptor.bind(Listening.anyPort());
    Listening.say(acceptor.getLocalAddress().getPort());
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    session.write(reply);
  }
}

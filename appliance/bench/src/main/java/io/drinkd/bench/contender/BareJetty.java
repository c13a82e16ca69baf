package io.drinkd.bench.contender;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's core with one handler, which answers every request with the same bytes. */
final class BareJetty extends Handler.Abstract.NonBlocking {

  private static final int THREADS = 16;
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final byte[] reply;

  private BareJetty(byte[] reply) {
    this.reply = reply;
  }

  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new QueuedThreadPool(THREADS));
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(Listening.anyPort().getHostString());
    connector.setAcceptQueueSize(Listening.BACKLOG);
    // It waits while the other servers are warmed up.
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.setHandler(new BareJetty(Listening.reply(arguments)));
    server.start();
    Listening.say(connector.getLocalPort());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.length);
    response.write(true, ByteBuffer.wrap(reply), callback);
    return true;
  }
}

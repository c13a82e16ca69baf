package io.drinkd.bench.contender;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's core with one handler, which answers every request with the same headers and the same
 * body. Both are ready when the request comes: nothing is done but what Jetty needs to send them.
 */
final class BareJetty extends Handler.Abstract.NonBlocking {

  private static final int THREADS = 16;
  private static final Duration IDLE = Duration.ofMinutes(30);

  private static final String END = "\r\n\r\n";

  private final HttpFields headers;
  private final byte[] body;

  private BareJetty(HttpFields headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /**
   * @param answer of HTTP/1.1, as another server has sent it
   */
  private static BareJetty answering(String answer) {
    int end = answer.indexOf(END);
    HttpField[] headers =
        answer
            .substring(0, end)
            .lines()
            .skip(1)
            .map(line -> line.split(": ", 2))
            // Jetty says itself which day it is.
            .filter(header -> !header[0].equalsIgnoreCase("Date"))
            .map(header -> new PreEncodedHttpField(header[0], header[1]))
            .toArray(HttpField[]::new);
    byte[] body = answer.substring(end + END.length()).getBytes(StandardCharsets.UTF_8);
    return new BareJetty(HttpFields.from(headers), body);
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
    server.setHandler(answering(arguments[0]));
    server.start();
    Listening.say(connector.getLocalPort());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().add(headers);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}

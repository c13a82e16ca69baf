package io.drinkd.appliance.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * How the line of a request begins. Where it is too long, or cannot be read to its end, Jetty
 * forgets it; but who is answered, a program or a person, can be told by its first few bytes.
 */
public final class RequestLine {

  /** Enough for a method and the first segments of a path. */
  private static final int BYTES_MAX = 48;

  private RequestLine() {}

  /** The first bytes of a request, of which nothing is certain; empty if they are not known. */
  public static String begin(Request request) {
    return request.getConnectionMetaData() instanceof KeepingConnection connection
        ? connection.parser.begin()
        : "";
  }

  /** Makes connections that keep them. */
  static final class Factory extends HttpConnectionFactory {

    Factory(HttpConfiguration configuration) {
      super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      KeepingConnection connection =
          new KeepingConnection(getHttpConfiguration(), connector, endPoint);
      connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
      return configure(connection, connector, endPoint);
    }
  }

  /**
   * It is Jetty's own one, of a package that is not meant for others, because nothing that is meant
   * for them shows these bytes: handlers and listeners get a request once its line has been read,
   * and of what comes before, {@code NetworkTrafficListener} sees only what TLS has encrypted.
   */
  private static final class KeepingConnection extends HttpConnection {

    // Both are set by what the constructor of Jetty's connection calls.
    private RequestHandler handler;
    private KeepingParser parser;

    KeepingConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    /**
     * With it Jetty looks for the next request once one is answered that was not answered at once.
     * A thread of the pool would be woken for it, and would wake the one that reads.
     */
    @Override
    protected Executor getExecutor() {
      return getServer().getInvocationType() == InvocationType.NON_BLOCKING
          ? ReadingThread.of(getConnector())
          : super.getExecutor();
    }

    @Override
    protected RequestHandler newRequestHandler() {
      handler = super.newRequestHandler();
      return handler;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      parser =
          new KeepingParser(
              handler,
              getHttpConfiguration().getRequestHeaderSize(),
              compliance,
              getHttpConfiguration().getHeaderCacheSize());
      return parser;
    }
  }

  /** Used by the thread that reads from its connection. */
  private static final class KeepingParser extends HttpParser {

    private final byte[] bytes = new byte[BYTES_MAX];
    private int length;

    KeepingParser(
        RequestHandler handler, int headerBytesMax, HttpCompliance compliance, int cacheSize) {
      super(handler, headerBytesMax, compliance);
      setHeaderCacheSize(cacheSize);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      if (isStart()) {
        length = 0;
      }
      // It may come byte by byte; what follows a short one does no harm.
      if (!inContentState() && !isTerminated()) {
        int more = Math.min(buffer.remaining(), BYTES_MAX - length);
        buffer.get(buffer.position(), bytes, length, more);
        length += more;
      }
      return super.parseNext(buffer);
    }

    String begin() {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).stripLeading();
    }
  }
}

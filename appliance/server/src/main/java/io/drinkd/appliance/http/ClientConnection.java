package io.drinkd.appliance.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A client's connection. It keeps how the line of a request begins, and is closed so that its last
 * answer arrives, see {@link EndedConnection}.
 *
 * <p>It is Jetty's own one, of a package that is not meant for others, because nothing that is
 * meant for them does either: handlers and listeners get a request once its line has been read, and
 * of what comes before, {@code NetworkTrafficListener} sees only what TLS has encrypted; and Jetty
 * closes a connection at once on which its client still sends, which resets it.
 */
final class ClientConnection extends HttpConnection {

  /** Enough for a method and the first segments of a path. */
  private static final int BEGIN_BYTES_MAX = 48;

  private final Factory factory;
  private final AtomicBoolean ended = new AtomicBoolean();

  // Both are set by what the constructor of Jetty's connection calls.
  private RequestHandler handler;
  private Parser parser;

  private ClientConnection(Factory factory, Connector connector, EndPoint endPoint) {
    super(factory.getHttpConfiguration(), connector, endPoint);
    this.factory = factory;
  }

  /** Makes them. */
  static final class Factory extends HttpConnectionFactory {

    Factory(HttpConfiguration configuration) {
      super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      ClientConnection connection = new ClientConnection(this, connector, endPoint);
      connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
      return configure(connection, connector, endPoint);
    }

    private Connection ended(ClientConnection answered) {
      Connector connector = answered.getConnector();
      EndPoint endPoint = answered.getEndPoint();
      InvocationType reading = connector.getServer().getInvocationType();
      return configure(
          new EndedConnection(endPoint, answered.getExecutor(), reading), connector, endPoint);
    }
  }

  /** The first bytes of the request. */
  String requestBegin() {
    return parser.begin();
  }

  /**
   * With it Jetty looks for the next request once one is answered that was not answered at once. A
   * thread of the pool would be woken for it, and would wake the one that reads.
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
    parser = new Parser(compliance);
    parser.setHeaderCacheSize(getHttpConfiguration().getHeaderCacheSize());
    return parser;
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    return new Stream(method, uri, version);
  }

  /** The request that is being answered is the last one of this connection. */
  void endAfterAnswer() {
    parser.last = true;
  }

  /**
   * After the last answer the connection ends, whether its client sends more or not; and while what
   * is no request is being answered nothing is read, for whoever answers it goes on from there.
   */
  @Override
  public void fillInterested(Callback callback) {
    if (parser.lastAnswered) {
      end();
    } else if (!parser.isClose()) {
      super.fillInterested(callback);
    }
  }

  /** Nothing that comes is a request any more. */
  private void end() {
    if (getEndPoint().isOpen() && ended.compareAndSet(false, true)) {
      getEndPoint().shutdownOutput();
      getEndPoint().upgrade(factory.ended(this));
    }
  }

  /** One request and its answer. */
  private final class Stream extends HttpStreamOverHTTP1 {

    Stream(String method, String uri, HttpVersion version) {
      super(method, uri, version);
    }

    /** If the body has not been read to its end, the answer says that the connection closes. */
    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (response != null && !HttpStatus.isInformational(response.getStatus())) {
        endIfUnread();
      }
      super.send(request, response, last, content, callback);
    }

    /** Whoever watched for the client to leave before it had its answer need not any more. */
    @Override
    public void succeeded() {
      if (!parser.lastAnswered && isFillInterested()) {
        endAfterAnswer();
        ((AbstractEndPoint) getEndPoint()).getFillInterest().onFail(new EofException("answered"));
      }
      super.succeeded();
    }

    private void endIfUnread() {
      if (isFillInterested()) {
        // Somebody else reads from the connection, so the next request is not found on it.
        getGenerator().setPersistent(false);
      } else {
        consumeAvailable();
      }
    }

    /**
     * What is left of a body after the answer, or is not as HTTP has it, is no failure, for which
     * Jetty would reset the connection.
     */
    @Override
    public Throwable consumeAvailable() {
      Throwable failure = super.consumeAvailable();
      if (failure == CONTENT_NOT_CONSUMED || parser.isClose()) {
        endAfterAnswer();
        return null;
      }
      return failure;
    }
  }

  /** Used by the thread that reads from its connection. */
  private final class Parser extends HttpParser {

    private final byte[] begin = new byte[BEGIN_BYTES_MAX];
    private int beginLength;
    private volatile boolean last;
    private volatile boolean lastAnswered;

    Parser(HttpCompliance compliance) {
      super(handler, getHttpConfiguration().getRequestHeaderSize(), compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      if (lastAnswered) {
        buffer.position(buffer.limit());
        end();
        return false;
      }
      if (isStart()) {
        beginLength = 0;
      }
      // It may come byte by byte; what follows a short one does no harm.
      if (!inContentState() && !super.isTerminated()) {
        int more = Math.min(buffer.remaining(), BEGIN_BYTES_MAX - beginLength);
        buffer.get(buffer.position(), begin, beginLength, more);
        beginLength += more;
      }
      return super.parseNext(buffer);
    }

    /**
     * Called by Jetty when a request has been answered that was not the last one, for all it knows.
     */
    @Override
    public void reset() {
      if (last) {
        close();
      } else {
        super.reset();
      }
    }

    /** Called by Jetty when the last request has been answered. */
    @Override
    public void close() {
      super.close();
      lastAnswered = true;
    }

    /** Jetty asks before it parses, and resets the connection if so. */
    @Override
    public boolean isTerminated() {
      return !lastAnswered && super.isTerminated();
    }

    String begin() {
      return new String(begin, 0, beginLength, StandardCharsets.ISO_8859_1).stripLeading();
    }
  }
}

package io.drinkd.appliance.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connections of clients that are too slow: a request's line and headers have to be
 * there in time, its body has, each piece of an answer has to be read, and after the last one the
 * client has to close. Jetty's own idle time begins anew with every byte, so that one byte now and
 * then would keep a connection for ever.
 *
 * <p>While a request is being answered there is no deadline, also while what is no request is: that
 * may take as long as it takes. Nor is a client blamed for a time in which this process stood
 * still.
 */
final class ClientDeadlines extends Handler.Wrapper implements Connection.Listener {

  /** What a client that is not slow reads in a second, at least. */
  private static final long BYTES_PER_SECOND = 8_192;

  private static final long LOOK_MILLIS_MAX = 1_000;
  private static final long LOOK_MILLIS_MIN = 20;

  /** So long an answered client may go on sending while the door is being closed. */
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Connection, Deadline> open = new ConcurrentHashMap<>();
  private final long idleNanos;
  private volatile boolean closing;

  /**
   * @param idle how long a client may take for a request, and for each piece of an answer
   */
  ClientDeadlines(Duration idle) {
    idleNanos = idle.toNanos();
  }

  /** Until when a connection's client has to have done what it is expected to do. */
  private static final class Deadline {

    private volatile boolean none;
    private volatile boolean awaitsRequest = true;
    private final AtomicLong nanos = new AtomicLong();

    Deadline(long idleNanos) {
      in(idleNanos);
    }

    void in(long fromNow) {
      at(System.nanoTime() + fromNow);
    }

    void at(long then) {
      nanos.set(then);
      none = false;
    }

    /** The client could not know that nobody listened. */
    void extend(long byNanos) {
      nanos.addAndGet(byNanos);
    }

    void clear() {
      none = true;
      awaitsRequest = false;
    }

    void awaitRequest(long fromNow) {
      in(fromNow);
      awaitsRequest = true;
    }

    boolean isOver(long now) {
      return !none && now - nanos.get() > 0;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    // With TLS there is another connection below it, which ends with this one.
    if (connection instanceof ConnectionMetaData || connection instanceof EndedConnection) {
      long nanos = closing ? Math.min(idleNanos, CLOSING_NANOS) : idleNanos;
      open.put(connection, new Deadline(nanos));
      if (!connection.getEndPoint().isOpen()) {
        // Closed while it was made, so that nobody says so any more.
        open.remove(connection);
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** Looks for slow clients from now on, until {@code scheduler} ends. */
  void watch(Scheduler scheduler) {
    long every =
        Math.max(
            LOOK_MILLIS_MIN,
            Math.min(LOOK_MILLIS_MAX, TimeUnit.NANOSECONDS.toMillis(idleNanos) / 4));
    long everyNanos = TimeUnit.MILLISECONDS.toNanos(every);
    long due = System.nanoTime() + everyNanos;
    scheduler.schedule(
        () -> {
          long late = System.nanoTime() - due;
          try {
            if (late > everyNanos) {
              // What has come meanwhile is unread as yet.
              open.values().forEach(deadline -> deadline.extend(late));
            } else {
              look();
            }
          } finally {
            // Whatever comes of closing one of them, the others have deadlines, too.
            watch(scheduler);
          }
        },
        every,
        TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach(
        (connection, deadline) -> {
          if (deadline.isOver(now)) {
            transport(connection).close();
          }
        });
  }

  /**
   * What Jetty accepted, below TLS. It is closed in place of what TLS has made of it, which waits
   * for whoever decrypts, however long a client keeps that one busy.
   */
  private static EndPoint transport(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    return endPoint;
  }

  /**
   * Finds the connection that has waited longest for its client's request, also for the rest of it.
   *
   * @param among by what Jetty accepted it as
   * @return how to close it; empty if none waits
   */
  Optional<EndPoint> longestWaiter(Predicate<Object> among) {
    long now = System.nanoTime();
    return open.entrySet().stream()
        .filter(one -> one.getValue().awaitsRequest)
        .map(one -> new Waiter(transport(one.getKey()), one.getValue().nanos.get() - now))
        .filter(one -> among.test(one.endPoint.getTransport()))
        .min(Comparator.comparingLong(Waiter::leftNanos))
        .map(Waiter::endPoint);
  }

  private record Waiter(EndPoint endPoint, long leftNanos) {}

  /** Closes the connections on which no request is being answered. */
  void closeIdle() {
    closing = true;
    open.forEach(
        (connection, deadline) -> {
          if (connection instanceof EndedConnection) {
            deadline.in(Math.min(idleNanos, CLOSING_NANOS));
          } else if (!deadline.none) {
            transport(connection).close();
          }
        });
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return timed(super::handle, request, response, callback);
  }

  /**
   * The same for answers to what Jetty itself refuses, such as what is no request: no handler gets
   * that, and the connection would pass for one that waits, and give way before it is answered.
   */
  Request.Handler errors(Request.Handler answers) {
    return (request, response, callback) -> timed(answers, request, response, callback);
  }

  private boolean timed(
      Request.Handler answers, Request request, Response response, Callback callback)
      throws Exception {
    Deadline deadline = open.get(request.getConnectionMetaData().getConnection());
    if (deadline == null) {
      // Closed meanwhile.
      return answers.handle(request, response, callback);
    }
    deadline.clear();
    TimedRequest timed = new TimedRequest(request, deadline);
    return answers.handle(
        timed, new TimedResponse(timed, response, deadline), new Answered(callback, deadline));
  }

  /** The client's next request is awaited once this one is answered. */
  private final class Answered extends Callback.Nested {

    private final Deadline deadline;

    Answered(Callback callback, Deadline deadline) {
      super(callback);
      this.deadline = deadline;
    }

    @Override
    public void succeeded() {
      deadline.awaitRequest(idleNanos);
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      deadline.awaitRequest(idleNanos);
      super.failed(failure);
    }
  }

  private final class TimedRequest extends Request.Wrapper {

    private final Deadline deadline;
    private final long bodyBy = System.nanoTime() + idleNanos;

    TimedRequest(Request request, Deadline deadline) {
      super(request);
      this.deadline = deadline;
    }

    @Override
    public void demand(Runnable available) {
      deadline.at(bodyBy);
      super.demand(
          Invocable.from(
              Invocable.getInvocationType(available),
              () -> {
                deadline.clear();
                available.run();
              }));
    }
  }

  private final class TimedResponse extends Response.Wrapper {

    private final Deadline deadline;

    TimedResponse(Request request, Response response, Deadline deadline) {
      super(request, response);
      this.deadline = deadline;
    }

    @Override
    public void write(boolean last, ByteBuffer piece, Callback callback) {
      long seconds = piece == null ? 0 : piece.remaining() / BYTES_PER_SECOND;
      deadline.in(idleNanos + TimeUnit.SECONDS.toNanos(seconds));
      super.write(
          last,
          piece,
          new Callback.Nested(callback) {
            @Override
            public void succeeded() {
              if (!last) {
                deadline.clear();
              }
              super.succeeded();
            }
          });
    }
  }
}

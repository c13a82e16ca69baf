package io.drinkd.appliance.http;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The one thread of a door that reads from its connections, for whatever continues a request and
 * never blocks. What comes from elsewhere wakes it once, however much has come by then, and it has
 * to look at the connection in any case once the request is answered; to wake a thread of the pool
 * for each would cost as much as all that is done there.
 */
public final class ReadingThread implements Executor {

  private static final String NAME = ReadingThread.class.getName();

  private final ManagedSelector selector;

  /** The thread itself while it does what it was given; no other thread ever finds itself here. */
  private Thread busy;

  private ReadingThread(ManagedSelector selector) {
    this.selector = selector;
  }

  /** From now on {@link #of} finds that of a connector, which has been started. */
  static void show(ServerConnector connector) {
    ManagedSelector selector = connector.getSelectorManager().getBean(ManagedSelector.class);
    connector.getServer().setAttribute(NAME, new ReadingThread(selector));
  }

  /** That of a request's door; while the door is being opened a thread of the pool. */
  public static Executor of(Request request) {
    return of(request.getConnectionMetaData().getConnector());
  }

  static Executor of(Connector connector) {
    Object shown = connector.getServer().getAttribute(NAME);
    return shown instanceof Executor found ? found : connector.getExecutor();
  }

  /** Does it, at once if this is the thread and it was given what this follows from. */
  @Override
  public void execute(Runnable task) {
    if (busy == Thread.currentThread()) {
      task.run();
    } else {
      selector.submit(any -> run(task));
    }
  }

  private void run(Runnable task) {
    busy = Thread.currentThread();
    try {
      task.run();
    } finally {
      busy = null;
    }
  }
}

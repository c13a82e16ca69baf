package io.drinkd.appliance.log;

import io.drinkd.driver.Timers;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.message.MessageFactory;

/**
 * log4j, with a limit and a queue between its loggers and its appenders. It holds for every
 * configuration, also one that is loaded later.
 *
 * <p>Of our own instead of log4j's asynchronous loggers, which need another library, print on the
 * caller's thread when their queue is full, and wait for ever at the end for an appender that is
 * stuck.
 */
final class QueuedContext extends LoggerContext {

  private final LogLimit limit = new LogLimit(Timers.system("log-limit"));
  private final LogQueue queue = new LogQueue();
  private final WantedFields fields = new WantedFields();

  QueuedContext(String name, URI configLocation) {
    super(name, null, configLocation);
  }

  @Override
  protected Logger newInstance(LoggerContext context, String name, MessageFactory messages) {
    return new QueuedLogger(context, name, messages, limit, queue, fields);
  }

  /** How many lines were not logged so far, for there were too many of their kind. */
  long suppressed() {
    return limit.suppressed();
  }

  /** How many lines were not logged so far, for nobody read the log. */
  long dropped() {
    return queue.dropped();
  }

  /** Waits until all lines so far are written; false if that takes too long. */
  boolean flush() {
    return queue.flush(QueuedLog.PATIENCE);
  }

  /** An appender that is stuck is left as it is: closing it would wait for it too. */
  @Override
  public boolean stop(long timeout, TimeUnit unit) {
    return queue.close(QueuedLog.PATIENCE) && super.stop(timeout, unit);
  }
}

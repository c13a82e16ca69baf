package io.drinkd.appliance.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.ReusableParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;

/** A logger that hands its lines over to the thread of the {@link LogQueue}. */
final class QueuedLogger extends Logger {

  private static final long serialVersionUID = 1L;

  private static final Object[] NO_VALUES = {};

  /** Our own lines bound what they show; libraries show whole headers of requests. */
  private static final int FOREIGN_CHARACTERS_MAX = 500;

  private final transient LogLimit limit;
  private final transient LogQueue queue;
  private final transient WantedFields fields;

  QueuedLogger(
      LoggerContext context,
      String name,
      MessageFactory messages,
      LogLimit limit,
      LogQueue queue,
      WantedFields fields) {
    super(context, name, messages);
    this.limit = limit;
    this.queue = queue;
    this.fields = fields;
  }

  @Override
  public void logMessage(
      String className, Level level, Marker marker, Message message, Throwable thrown) {
    if (!limit.allows(getName(), level, withoutValues(message), values(message))) {
      return;
    }
    LogEvent logged =
        Log4jLogEvent.newBuilder()
            .setLoggerName(getName())
            .setLoggerFqcn(className)
            .setLevel(level)
            .setMarker(marker)
            .setMessage(bounded(asItIsNow(message)))
            .setThrown(thrown)
            .setThreadName(Thread.currentThread().getName())
            .build();
    queue.add(
        last -> {
          LogEvent event = fields.added(getContext().getConfiguration(), logged);
          event.setEndOfBatch(last);
          get().getReliabilityStrategy().log(this, event);
        });
  }

  @Override
  protected void log(
      Level level,
      Marker marker,
      String className,
      StackTraceElement location,
      Message message,
      Throwable thrown) {
    logMessage(className, level, marker, message, thrown);
  }

  /** The text as it stands in the code. What has no values has that text already. */
  private static String withoutValues(Message message) {
    return message instanceof ReusableParameterizedMessage parameterized
        ? parameterized.getFormat()
        : message.getFormattedMessage();
  }

  private static Object[] values(Message message) {
    Object[] values = message.getParameters();
    return values == null ? NO_VALUES : values;
  }

  private Message bounded(Message message) {
    String text = message.getFormattedMessage();
    int more = text.length() - FOREIGN_CHARACTERS_MAX;
    return more <= 0 || getName().startsWith(LogLimit.OUR_OWN)
        ? message
        : new SimpleMessage(
            text.substring(0, FOREIGN_CHARACTERS_MAX) + "... and " + more + " characters more");
  }

  /** What a message refers to may change before it is written. */
  private static Message asItIsNow(Message message) {
    Message kept = message instanceof ReusableMessage reusable ? reusable.memento() : message;
    kept.getFormattedMessage();
    return kept;
  }
}

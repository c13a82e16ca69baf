package io.drinkd.appliance.sunday;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What a logger says until it is closed, as texts without level and time. */
public final class CapturedLog extends AbstractAppender implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> stacks = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level before;

  private CapturedLog(Logger logger) {
    super("captured", null, null, true, Property.EMPTY_ARRAY);
    this.logger = logger;
    before = logger.getLevel();
  }

  /** From now on what that logger says at that level or above is kept. */
  public static CapturedLog of(String name, Level level) {
    CapturedLog log =
        new CapturedLog(((LoggerContext) LogManager.getContext(false)).getLogger(name));
    log.start();
    Configurator.setLevel(name, level);
    log.logger.addAppender(log);
    return log;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
    if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
      warnings.add(event.getMessage().getFormattedMessage());
    }
    if (event.getThrown() != null) {
      stacks.add(event.getMessage().getFormattedMessage());
    }
  }

  /** All of it so far. */
  public List<String> lines() {
    return lines;
  }

  /** Those of them that are warnings or errors. */
  public List<String> warnings() {
    return warnings;
  }

  /** Those of them that have a stack trace. */
  public List<String> stacks() {
    return stacks;
  }

  @Override
  public void close() {
    logger.removeAppender(this);
    Configurator.setLevel(logger.getName(), before);
    stop();
  }
}

package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/** A logger that masks a machine's password in all that is put into its lines. */
final class MaskedLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Logger log;
  private final transient Optional<Secret> password;

  /**
   * @param log writes the lines
   * @param password empty if there is none
   */
  MaskedLogger(Logger log, Optional<Secret> password) {
    this.log = log;
    this.password = password;
    this.name = log.getName();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String text, Object[] arguments, Throwable thrown) {
    int given = arguments == null ? 0 : arguments.length;
    Object[] masked = new Object[given];
    for (int i = 0; i < given; i++) {
      masked[i] = masked(arguments[i]);
    }
    log.atLevel(level).log(thrown == null ? text : text + ": " + masked(thrown), masked);
  }

  private Object masked(Object argument) {
    String text = String.valueOf(argument);
    return password.map(secret -> secret.mask(text)).orElse(text);
  }

  @Override
  public boolean isTraceEnabled() {
    return log.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }
}

package io.drinkd.appliance;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.TlsSettings;
import io.drinkd.appliance.metric.Metrics.Sample;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Finding;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once a day which certificates of listeners are not valid, or will not be in a month. May be
 * used on any thread.
 */
final class CertificateWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Timers timers;
  private List<ListenerSettings> listeners = List.of();
  private Timer timer = () -> {};
  private boolean closed;

  CertificateWatch(Timers timers) {
    this.timers = timers;
  }

  /** What somebody should know about the certificates of listeners, one line each. */
  static List<String> remarks(List<ListenerSettings> listeners, Instant now) {
    return listeners.stream()
        .flatMap(
            listener ->
                listener.tls().flatMap(tls -> tls.remark(now)).stream()
                    .map(remark -> "listener " + listener.name() + ": " + remark))
        .toList();
  }

  /** From now on these, beginning at once. */
  synchronized void watch(List<ListenerSettings> others) {
    listeners = List.copyOf(others);
    look();
  }

  /** How the certificate of each listener is that has one. */
  synchronized List<Finding> findings() {
    Instant now = timers.clock().instant();
    return listeners.stream()
        .filter(listener -> !listener.awaitsCertificate())
        .flatMap(listener -> listener.tls().map(tls -> finding(listener.name(), tls, now)).stream())
        .toList();
  }

  private static Finding finding(String listener, TlsSettings tls, Instant now) {
    String part = "certificate of listener " + listener;
    return tls.remark(now)
        .map(remark -> Finding.wrong(part, Condition.NOT_VALID.of(remark)))
        .orElseGet(
            () ->
                Finding.well(
                    part, Condition.VALID.of(tls.end().map(CertificateWatch::day).orElse(""))));
  }

  /** In UTC; whoever reads it may be in any zone, and an hour more or less does not matter. */
  private static String day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  /** When the certificate of each listener ends to be valid that has one, in seconds. */
  synchronized List<Sample> ends() {
    return listeners.stream()
        .flatMap(
            listener ->
                listener.tls().flatMap(TlsSettings::end).stream()
                    .map(end -> Sample.of(end.getEpochSecond(), listener.name())))
        .toList();
  }

  private synchronized void look() {
    timer.cancel();
    if (closed) {
      return;
    }
    for (String remark : remarks(listeners, timers.clock().instant())) {
      // What to do: replace the certificate; clients refuse one that is not valid.
      LOG.warn("certificate not valid, or not for long: {}", remark);
    }
    timer = timers.after(DAY, this::look);
  }

  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel();
  }
}

package io.drinkd.appliance.web.admin;

import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.LinkWatch;
import io.drinkd.appliance.web.exchange.LiveOutput;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the lines of a link into a page as they pass, until the reader leaves, is no admin any
 * more, or {@link #LONGEST} is over. A reader who is too slow misses lines, which one line reports.
 */
final class LinkTrace {

  static final Duration LONGEST = Duration.ofMinutes(10);

  /** So often something is sent even if nothing passes: proxies end what is silent. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  private static final int WAITING_MAX = 64 * 1024;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What stands before and behind the lines. */
  record Page(String before, String behind) {}

  private final Timers timers;
  private final Page page;
  private final Runnable claim;
  private final StringBuilder waiting = new StringBuilder();

  // All guarded by this.
  private LiveOutput output;
  private LinkWatch watch = () -> {};
  private Runnable ended = () -> {};
  private Timer next = () -> {};
  private Instant last;
  private boolean sending;
  private boolean over;
  private long missed;

  /**
   * @param claim throws once the reader may see no more
   */
  LinkTrace(Timers timers, Page page, Runnable claim) {
    this.timers = timers;
    this.page = page;
    this.claim = claim;
  }

  /**
   * Begins.
   *
   * @param before lines that have passed already
   * @param begin begins to watch the link
   * @param end called once when it is over
   */
  synchronized void run(
      LiveOutput to,
      List<String> before,
      Function<Consumer<String>, LinkWatch> begin,
      Runnable end) {
    output = to;
    ended = end;
    last = timers.clock().instant().plus(LONGEST);
    waiting.append(page.before());
    before.forEach(line -> waiting.append(escaped(line)).append('\n'));
    watch = begin.apply(this::passed);
    to.ended().whenComplete((done, failure) -> left());
    liveOn();
    send();
  }

  private synchronized void passed(String line) {
    if (over || endIfNotAllowed()) {
      return;
    }
    if (waiting.length() > WAITING_MAX) {
      missed++;
    } else {
      if (missed > 0) {
        waiting.append("... ").append(missed).append(" lines\n");
        missed = 0;
      }
      waiting.append(TIME.format(timers.clock().instant())).append(' ');
      waiting.append(escaped(line)).append('\n');
      send();
    }
  }

  private static String escaped(String line) {
    StringOutput text = new StringOutput();
    Escape.htmlContent(line, text);
    return text.toString();
  }

  private synchronized void liveOn() {
    next = timers.after(SIGN_OF_LIFE, this::signOfLife);
  }

  private synchronized void signOfLife() {
    if (over || endIfNotAllowed()) {
      return;
    }
    waiting.append("<!-- -->");
    send();
    liveOn();
  }

  /** What passes after the reader may see no more is not shown. */
  private boolean endIfNotAllowed() {
    if (mayRead() && timers.clock().instant().isBefore(last)) {
      return false;
    }
    waiting.append(page.behind());
    finish();
    send();
    return true;
  }

  private boolean mayRead() {
    try {
      claim.run();
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private synchronized void send() {
    if (sending) {
      return;
    }
    if (waiting.length() == 0) {
      if (over) {
        output.end();
      }
      return;
    }
    byte[] piece = waiting.toString().getBytes(StandardCharsets.UTF_8);
    waiting.setLength(0);
    sending = true;
    output.send(piece).whenComplete((done, failure) -> sent(failure));
  }

  private synchronized void sent(Throwable failure) {
    sending = false;
    if (failure == null) {
      send();
    } else {
      waiting.setLength(0);
      finish();
    }
  }

  private synchronized void left() {
    waiting.setLength(0);
    finish();
  }

  private synchronized void finish() {
    if (!over) {
      over = true;
      next.cancel();
      watch.end();
      ended.run();
    }
  }
}

package io.drinkd.appliance.audit;

import io.drinkd.appliance.failure.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line in the log for everything that somebody does, whatever door it came through: {@code
 * member=alice door=sunday did=grant to=bob credits=50}. Written by whoever carries it out, so that
 * nothing is logged twice. Passwords and ids of iButtons are never among the pairs.
 */
public final class ActivityLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.activity");

  private static final String MEMBER = "member-id";

  private ActivityLog() {}

  /**
   * Logs what was done.
   *
   * @param who a pair such as {@code member=alice}
   * @param member the member's number, for logs that are read by programs; 0 if it is none
   * @param door the name of the door through which it was asked for
   * @param did a verb, such as {@code grant}
   * @param pairs keys and values, in turn
   */
  public static void log(String who, long member, String door, String did, Object... pairs) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    StringBuilder rest = new StringBuilder(96);
    for (int i = 0; i < pairs.length; i += 2) {
      rest.append(' ').append(pairs[i]).append('=');
      append(rest, String.valueOf(pairs[i + 1]));
    }
    if (member != 0) {
      MDC.put(MEMBER, Long.toString(member));
    }
    // The first value says whose line it is: the log is limited by it.
    StringBuilder through = new StringBuilder(16);
    append(through, door);
    LOG.info("{} door={} did={}{}", who, through, did, rest);
    MDC.remove(MEMBER);
  }

  /**
   * Quoted where it would not be read as one value. Some values come from boards and clients, which
   * must not be able to forge a line, or to hide something in one.
   */
  private static void append(StringBuilder line, String value) {
    String safe = Printable.seen(value);
    boolean plain =
        !safe.isEmpty() && safe.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
    if (plain) {
      line.append(safe);
    } else {
      line.append('"').append(safe.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }
}

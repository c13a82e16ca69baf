package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.service.Drops;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a drop ended without a drink, for whoever asked for it. The books say it as boards and
 * drivers do; a member wants to know whether it was the machine, an admin, or nobody but oneself.
 */
final class WhyEnded {

  private static final Pattern OUT_OF_SERVICE = Pattern.compile("out of service since \\S+: (.*)");

  /** Sentences that mean that no order can come to the machine. */
  private static final Set<String> AWAY =
      Set.of(
          "not-reached",
          "no-link",
          "no-link-as",
          "link-lost",
          "connection-lost",
          "closed-by-board",
          "replaced",
          "closed",
          "unanswered",
          "unanswered-yet",
          "not-logged-in",
          "no-login",
          "does-not-read",
          "refuses-connection",
          "does-not-answer",
          "no-route",
          "no-name",
          "not-reachable",
          "unknown-host");

  private static final Set<String> STOPPED = Set.of("stopping", "not-left");

  /** What the page says already. */
  private static final Set<String> SAID = Set.of("unstated");

  private WhyEnded() {}

  /**
   * One sentence; empty if the drop has not ended so, or nothing is known that people understand.
   *
   * @param machine how people call the machine
   */
  static String of(DropRecord drop, String machine, Texts t) {
    boolean without = drop.state() == DropState.CANCELLED || drop.state() == DropState.REFUSED;
    String reason = drop.course().end().filter(end -> without).map(end -> end.reason()).orElse("");
    if (reason.isEmpty()) {
      return "";
    }
    if (Drops.isCalledOff(drop)) {
      return t.text("drop.why.called-off");
    }
    Matcher out = OUT_OF_SERVICE.matcher(reason);
    if (out.matches()) {
      return t.text("drop.why.out-of-service", machine, out.group(1).replaceFirst("\\.$", ""));
    }
    Optional<String> known = t.known(reason);
    if (known.filter(AWAY::contains).isPresent()) {
      return t.text("drop.why.away", machine);
    }
    if (known.filter(STOPPED::contains).isPresent()) {
      return t.text("drop.why.stopped");
    }
    return known.isEmpty() || SAID.contains(known.get())
        ? ""
        : t.text("drop.why.said", t.said(reason));
  }
}

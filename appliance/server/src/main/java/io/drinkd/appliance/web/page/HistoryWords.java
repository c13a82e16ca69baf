package io.drinkd.appliance.web.page;

import io.drinkd.appliance.ledger.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry of a history says in the reader's language. The books say it in English, once and
 * for all; what is not one of their sentences is somebody's own words and stays as it is.
 */
public final class HistoryWords {

  private static final long VAST = 1_000_000_000;

  private static final Pattern DROP = Pattern.compile("drop \"(.*)\"");
  private static final Pattern REFUND = Pattern.compile("refund of drop \\d+ \"(.*)\": (.*)");
  private static final Pattern GIFT = Pattern.compile("gift from (\\S+) to ([^\\s:]+)(?:: (.*))?");
  private static final Pattern UNDO = Pattern.compile(GIFT.pattern() + " taken back");

  private static final Pattern MERGE = Pattern.compile("merge of (\\S+) into (\\S+)");
  private static final Pattern CLOSE = Pattern.compile("account of (\\S+) closed");
  private static final String FIRST = "first credits";

  private HistoryWords() {}

  /** Whether its numbers do not stand beside its words on a telephone. */
  public static boolean isVast(Entry entry) {
    return Math.max(Math.abs(entry.amount()), Math.abs(entry.balance())) >= VAST;
  }

  /** Of a member's own history, so that the member is not named in it. */
  public static String of(Entry entry, Texts t) {
    boolean got = entry.amount() > 0;
    return switch (entry.cause().kind()) {
      case DROP -> {
        Matcher drop = DROP.matcher(entry.reason());
        yield drop.matches() ? drop.group(1) : entry.reason();
      }
      case REFUND -> {
        Matcher refund = REFUND.matcher(entry.reason());
        yield refund.matches()
            ? t.text("history.refund", refund.group(1), refund.group(2))
            : entry.reason();
      }
      case GIFT -> {
        String key = got ? "history.gift.from" : "history.gift.to";
        yield gift(GIFT.matcher(entry.reason()), got, key, entry, t);
      }
      case UNDO -> gift(UNDO.matcher(entry.reason()), !got, "history.undo", entry, t);
      case GRANT -> entry.reason().equals(FIRST) ? t.text("history.first") : entry.reason();
      case MERGE -> {
        Matcher merge = MERGE.matcher(entry.reason());
        yield merge.matches()
            ? t.text("history.merge", merge.group(1), merge.group(2))
            : entry.reason();
      }
      case CLOSE -> {
        Matcher close = CLOSE.matcher(entry.reason());
        yield close.matches() ? t.text("history.close", close.group(1)) : entry.reason();
      }
      default -> entry.reason();
    };
  }

  /**
   * @param fromOther whether the other one of the two is who gave
   */
  private static String gift(Matcher gift, boolean fromOther, String key, Entry entry, Texts t) {
    if (!gift.matches()) {
      return entry.reason();
    }
    String words = t.text(key, gift.group(fromOther ? 1 : 2));
    return gift.group(3) == null ? words : words + ": " + gift.group(3);
  }
}

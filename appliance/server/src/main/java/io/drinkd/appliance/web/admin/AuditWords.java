package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.page.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry of the audit says in the reader's language. The books say it in English, once and
 * for all; what is none of their sentences is somebody's own words and stays as it is.
 */
public final class AuditWords {

  private static final Pattern ACTOR = Pattern.compile("(?:admin|member):(.*)");
  private static final Pattern OPERATOR = Pattern.compile("operator:(.*)");
  private static final Pattern SLOT =
      Pattern.compile(
          "(.*), price (\\d+), (\\d+) in it, (\\d+) dropped, (on sale|not on sale)"
              + "(?:, holds (\\d+), low at (\\d+))?");

  /** A sentence of the books, and the key of the text for it; its groups are the values in both. */
  private record Sentence(Pattern pattern, String key) {
    static Sentence of(String pattern, String key) {
      return new Sentence(Pattern.compile(pattern), "audit." + key);
    }
  }

  private static final List<Sentence> WHATS =
      List.of(
          Sentence.of("added (?:member|admin):(.*), a local one", "added.local"),
          Sentence.of("added (?:member|admin):(.*)", "added"),
          Sentence.of("renamed (.*)", "renamed"),
          Sentence.of("edited (.*)", "edited"),
          Sentence.of("changed the password of (.*)", "password"),
          Sentence.of("closed (.*)", "closed"),
          Sentence.of("iButtons of (.*)", "cards"),
          Sentence.of("outside identity of (.*)", "identity"),
          Sentence.of("slot (\\d+) of (.*)", "slot"),
          Sentence.of("service of (.*)", "service"),
          Sentence.of("credits of (.*), refund of drop (\\d+): (.*)", "refund"),
          Sentence.of("credits of ([^:]*): (.*)", "credits"),
          Sentence.of("drop (\\d+): (.*)", "drop"),
          Sentence.of("kiosk (\\d+)", "kiosk"),
          Sentence.of("log level of the board of (.*)", "log-level"),
          Sentence.of("message", "message"),
          Sentence.of("backup", "backup"),
          Sentence.of("restore", "restore"));

  private static final List<Sentence> STATES =
      List.of(
          Sentence.of("no admin", "state.no-admin"),
          Sentence.of("admin", "state.admin"),
          Sentence.of("floor (-?\\d+)", "state.floor"),
          Sentence.of("in service", "state.in-service"),
          Sentence.of("out of service: (.*)", "state.out-of-service"),
          Sentence.of("has (\\d+)", "state.cards"),
          Sentence.of("IN_DOUBT", "state.in-doubt"),
          Sentence.of("DROPPED", "state.dropped"),
          Sentence.of("REFUNDED", "state.refunded"));

  private static final Pattern CREDITS = Pattern.compile("(-?\\d+)(?: credits)?");

  /** How something was and is: what has not changed is left out. */
  record Change(String before, String after) {}

  private final Texts t;

  AuditWords(Texts t) {
    this.t = t;
  }

  /** Who it was, as people call them. */
  public static String actor(String actor, Texts t) {
    Matcher member = ACTOR.matcher(actor);
    if (member.matches()) {
      return member.group(1);
    }
    Matcher operator = OPERATOR.matcher(actor);
    if (operator.matches()) {
      return t.text("audit.actor.operator", operator.group(1));
    }
    String key = "audit.actor." + actor;
    return t.has(key) ? t.text(key) : actor;
  }

  String what(String text) {
    return said(WHATS, text);
  }

  private String said(List<Sentence> sentences, String text) {
    for (Sentence sentence : sentences) {
      Matcher matcher = sentence.pattern.matcher(text);
      if (matcher.matches()) {
        Object[] values = new Object[matcher.groupCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = matcher.group(i + 1);
        }
        return t.text(sentence.key, values);
      }
    }
    return text;
  }

  Change change(String before, String after) {
    Matcher was = SLOT.matcher(before);
    Matcher is = SLOT.matcher(after);
    if (was.matches() && is.matches()) {
      return changed(slot(was), slot(is));
    }
    return changed(states(before), states(after));
  }

  /** The parts of both that differ. */
  private static Change changed(List<String> before, List<String> after) {
    if (before.size() != after.size()) {
      return new Change(String.join(", ", before), String.join(", ", after));
    }
    List<String> was = new ArrayList<>();
    List<String> is = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        was.add(before.get(i));
        is.add(after.get(i));
      }
    }
    return new Change(String.join(", ", was), String.join(", ", is));
  }

  private List<String> slot(Matcher slot) {
    Function<Integer, Long> number = group -> Long.valueOf(slot.group(group));
    List<String> parts = new ArrayList<>();
    parts.add(slot.group(1));
    parts.add(t.price(number.apply(2)));
    parts.add(t.text("audit.slot.count", number.apply(3)));
    parts.add(t.text("audit.slot.dropped", number.apply(4)));
    parts.add(t.text(slot.group(5).equals("on sale") ? "audit.slot.on" : "audit.slot.off"));
    if (slot.group(6) != null) {
      parts.add(t.text("audit.slot.holds", number.apply(6)));
      parts.add(t.text("audit.slot.low", number.apply(7)));
    }
    return parts;
  }

  private List<String> states(String text) {
    Matcher credits = CREDITS.matcher(text);
    if (credits.matches()) {
      return List.of(t.credits(Long.parseLong(credits.group(1))));
    }
    if (!text.matches("-?\\d+ credits, .*")) {
      return text.isEmpty() ? List.of() : List.of(said(STATES, text));
    }
    List<String> parts = new ArrayList<>();
    for (String part : text.split(", ")) {
      Matcher amount = CREDITS.matcher(part);
      parts.add(amount.matches() ? t.credits(Long.parseLong(amount.group(1))) : said(STATES, part));
    }
    return parts;
  }
}

package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.page.Texts;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the house and how it is.
 *
 * @param href the page on which something can be done about it; null if there is none
 * @param tone by which its state is coloured
 * @param state in a word
 * @param why what was found, in English
 */
public record PartView(
    String name, String href, String tone, String state, String why, Instant since) {

  private static final Pattern MACHINE = Pattern.compile("machine (.*)");

  /** The command that does what the page does. */
  private static final Pattern COMMAND = Pattern.compile("; see: drinkd [^;]*$");

  static PartView of(Health.Part part, Texts t) {
    String key = "house.part." + part.name().replace(' ', '-');
    Matcher machine = MACHINE.matcher(part.name());
    boolean isMachine = machine.matches();
    String href =
        isMachine
            ? "/admin/links/" + Paths.encoded(machine.group(1))
            : part.name().equals("drops in doubt") ? "/admin/drops" : null;
    String name =
        isMachine
            ? t.text("house.part.machine", machine.group(1))
            : t.has(key) ? t.text(key) : part.name();
    boolean wrong = part.state() == Health.State.WRONG;
    String word = wrong ? "wrong" : isMissing(part) ? "missing" : "fine";
    return new PartView(
        name,
        href,
        wrong ? "bad" : isMissing(part) ? "warn" : "good",
        t.text("admin.house." + word),
        href == null ? part.why() : COMMAND.matcher(part.why()).replaceFirst(""),
        part.since());
  }

  private static boolean isMissing(Health.Part part) {
    return part.name().equals("backup") && part.why().equals(Health.NO_BACKUP);
  }

  /** Whether somebody should do something about it. */
  public boolean todo() {
    return !tone.equals("good");
  }
}

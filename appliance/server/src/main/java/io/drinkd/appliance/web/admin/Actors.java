package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.page.Texts;

/** Who does things in the house, as people call them. */
public final class Actors {

  private static final String OPERATOR = "operator:";
  private static final String APPLIANCE = "appliance:";

  private Actors() {}

  /**
   * A member, an operator, a board, or the house itself.
   *
   * @param actor as the books name it, such as {@code admin:alice}
   */
  public static String name(String actor, Texts t) {
    if (actor.startsWith("admin:") || actor.startsWith("member:")) {
      return actor.substring(actor.indexOf(':') + 1);
    }
    if (actor.startsWith(OPERATOR)) {
      return t.text("audit.actor.operator", actor.substring(OPERATOR.length()));
    }
    if (actor.startsWith(APPLIANCE)) {
      return t.text("audit.actor.appliance", actor.substring(APPLIANCE.length()));
    }
    String key = "audit.actor." + actor;
    return t.has(key) ? t.text(key) : actor;
  }
}

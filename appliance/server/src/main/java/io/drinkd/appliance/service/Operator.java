package io.drinkd.appliance.service;

import java.util.Optional;

/**
 * A user of the computer that the appliance runs on, who gives commands at its command line.
 * Whoever may open the data folder or the control socket may do what admins may. Only the package
 * {@code control} and the wiring use it.
 *
 * @param user the Unix user, as the kernel says
 * @param sudoUser who became that user, as they say themselves: shown, not believed, and only what
 *     can be a user's name
 */
public record Operator(String user, Optional<String> sudoUser) {

  static final String DOOR = "control";

  private static final int NAME_MAX = 32;

  /**
   * Anybody can put anything into {@code SUDO_USER}, so nothing in it may look like another entry.
   */
  public Operator {
    sudoUser = sudoUser.map(Operator::asName).filter(name -> !name.isEmpty());
  }

  private static String asName(String text) {
    String bounded = text.substring(0, Math.min(text.length(), NAME_MAX));
    return bounded.replaceAll("[^A-Za-z0-9._-]", "?");
  }

  /** How the books name the operator, such as {@code operator:root (sudo alice)}. */
  public String actor() {
    return "operator:" + user + sudoUser.map(name -> " (sudo " + name + ")").orElse("");
  }

  /** The claim to do what admins may, for one command. */
  public Admin admin() {
    return Admin.of(this);
  }
}

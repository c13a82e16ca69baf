package io.drinkd.appliance.service;

import java.util.Optional;

/**
 * A user of the computer that the appliance runs on, who gives commands at its command line.
 * Whoever may open the data folder or the control socket may do what admins may. Only the package
 * {@code control} and the wiring use it.
 *
 * @param user the Unix user, as the kernel says
 * @param sudoUser who became that user, as they say themselves: shown, not believed
 */
public record Operator(String user, Optional<String> sudoUser) {

  static final String DOOR = "control";

  /** How the books name the operator. */
  String actor() {
    return "operator:" + user + sudoUser.map(name -> " (sudo " + name + ")").orElse("");
  }

  /** The claim to do what admins may, for one command. */
  public Admin admin() {
    return Admin.of(this);
  }
}

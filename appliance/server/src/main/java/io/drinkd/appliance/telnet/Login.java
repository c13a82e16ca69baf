package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Services;
import java.util.Optional;

/** Who is there: a name and a password, with three tries. */
final class Login {

  private static final int TRIES = 3;

  private final Terminal terminal;
  private final Services services;
  private final Caller caller;
  private final Optional<String> machine;
  private int tries;

  /**
   * @param caller nobody yet
   * @param machine the id of the machine whose address the client has connected to
   */
  Login(Terminal terminal, Services services, Caller caller, Optional<String> machine) {
    this.terminal = terminal;
    this.services = services;
    this.caller = caller;
    this.machine = machine;
  }

  /**
   * Greets, and asks.
   *
   * @param secret whether nobody on the network can read what is typed
   */
  void begin(boolean secret) {
    terminal.line(services.about().name());
    if (!secret) {
      terminal.line(
          "Careful: this is clear text. Whoever is on the network between can read all that you"
              + " type, your password too.");
    }
    askName();
  }

  private void askName() {
    terminal.ask(Question.of("Name: ", this::named, this::leave));
  }

  private void named(String name) {
    if (name.isEmpty()) {
      askName();
      return;
    }
    String prompt =
        terminal.showsHidden() ? "Password (it is seen as you type it): " : "Password: ";
    terminal.ask(new Question(prompt, true, password -> check(name, password), this::askName));
  }

  private void check(String name, String password) {
    tries++;
    terminal.awaitLogin(
        () -> services.logins().byPassword(caller, name, password), this::welcome, this::refused);
  }

  private void refused(RefusedException why) {
    if (tries >= TRIES) {
      terminal.end(Sentence.of(why) + " That was the last try. Good bye.", "too many wrong logins");
      return;
    }
    terminal.line(Sentence.of(why));
    askName();
  }

  private void welcome(Caller member) {
    terminal.loggedIn(true);
    new Menu(terminal, services, member, machine, this::over).begin();
  }

  /** The session has ended elsewhere, as by a new password. */
  private void over() {
    terminal.loggedIn(false);
    terminal.line("Your session is over; log in again.");
    tries = 0;
    askName();
  }

  private void leave() {
    terminal.end("Good bye.", "quit");
  }
}

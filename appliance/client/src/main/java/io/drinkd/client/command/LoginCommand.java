package io.drinkd.client.command;

import io.drinkd.client.line.Option;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.settings.Token;
import io.drinkd.client.wire.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code login}: the password is asked for once, and a token is kept instead of it. */
final class LoginCommand extends Subcommand {

  static final Option DAYS =
      new Option("days", "N", "how long the token is good; a year if it is not given");

  LoginCommand() {
    super(
        "login",
        "",
        0,
        0,
        "ask for the password, and keep a token so that it is not asked for again",
        DAYS);
  }

  @Override
  public void run(Invocation invocation) {
    Settings settings = invocation.place().settings();
    Address address = settings.address();
    String name;
    try (PasswordLogin login = new PasswordLogin(invocation.place())) {
      name = login.name();
      settings.keepIfNew(name);
      Optional<Token> before = settings.tokens().find(address, Optional.of(name));
      settings.tokens().keep(address, login.makeToken("drink", invocation.arguments()));
      before.ifPresent(old -> login.endToken(old.id()));
    }
    invocation.place().forgetLogin();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", name);
    result.put("server", address.toString());
    invocation.out().show("Logged in as " + name + " at " + address + ".", result);
  }
}

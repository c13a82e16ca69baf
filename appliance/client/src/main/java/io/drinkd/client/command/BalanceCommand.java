package io.drinkd.client.command;

import io.drinkd.client.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code balance}: what the member can spend. */
final class BalanceCommand extends Subcommand {

  BalanceCommand() {
    super("balance", "", 0, 0, "show your credits");
  }

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    long credits = session.repeated(session::balance);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", session.logIn());
    result.put("credits", credits);
    invocation.out().show("Credits: " + credits, result);
  }
}

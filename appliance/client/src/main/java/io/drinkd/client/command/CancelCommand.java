package io.drinkd.client.command;

import io.drinkd.client.session.Session;
import java.util.Map;

/** {@code cancel}: drops whose delay is not over. */
final class CancelCommand extends Subcommand {

  CancelCommand() {
    super("cancel", "", 0, 0, "cancel your drops that still wait their delay");
  }

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    session.repeated(session::logIn);
    String text = session.change("CANCEL").text();
    String first = text.split(" ")[0];
    long cancelled = first.matches("[0-9]{1,9}") ? Long.parseLong(first) : 0;
    invocation
        .out()
        .show(
            cancelled == 0 ? "No drop was waiting." : "Cancelled: " + cancelled + ".",
            Map.of("cancelled", cancelled));
  }
}

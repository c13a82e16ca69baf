package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Session;
import io.drinkd.client.wire.Reply;
import java.util.LinkedHashMap;

/** {@code undo}: the last gift comes back. */
final class UndoCommand extends Subcommand {

  UndoCommand() {
    super("undo", "", 0, 0, "take back your last gift, shortly after it");
  }

  @Override
  public void run(Invocation invocation) {
    Session session = invocation.session();
    session.repeated(session::logIn);
    Reply reply;
    try {
      reply = session.change("UNDO");
    } catch (FailedException e) {
      if (e.code() != ExitCode.FAILED) {
        throw e;
      }
      throw e.explained("there is no gift of yours that can still be taken back");
    }
    GiveCommand.showCredits(
        invocation, reply, "Your last gift is taken back.", new LinkedHashMap<>());
  }
}

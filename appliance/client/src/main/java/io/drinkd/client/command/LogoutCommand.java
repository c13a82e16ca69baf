package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.session.Credential;
import io.drinkd.client.session.Server;
import io.drinkd.client.session.Session;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.settings.Token;
import io.drinkd.client.wire.Address;
import java.util.Map;

/** {@code logout}: the token that is kept ends, here and at the server. */
final class LogoutCommand extends Subcommand {

  LogoutCommand() {
    super("logout", "", 0, 0, "end the token that is kept, here and at the server");
  }

  @Override
  public void run(Invocation invocation) {
    Settings settings = invocation.place().settings();
    Address address = settings.address();
    Token token =
        settings
            .tokens()
            .find(address, settings.name())
            .orElseThrow(
                () ->
                    new FailedException(ExitCode.NOT_LOGGED_IN, "no token is kept for " + address));
    Credential login = new Credential.ByToken(token.name(), token.secret());
    Server server = new Server(address, settings.trust(), settings.machine(), () -> login);
    try (Session session = Session.open(server, event -> {})) {
      session.repeated(session::logIn);
      session.change("RMTOKEN", token.id());
    } catch (FailedException e) {
      // A token that the server does not take any more has ended.
      if (e.code() != ExitCode.NOT_LOGGED_IN) {
        throw e;
      }
    }
    settings.tokens().forget(address);
    invocation.place().forgetLogin();
    invocation.out().show("Logged out " + token.name() + ".", Map.of("name", token.name()));
  }
}

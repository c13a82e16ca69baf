package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.session.Credential;
import io.drinkd.client.session.Server;
import io.drinkd.client.session.Session;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.settings.Token;
import io.drinkd.client.wire.Address;
import io.drinkd.client.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/** A conversation with a login by password, which is asked for: no token can make another one. */
final class PasswordLogin implements AutoCloseable {

  static final long DAYS_MAX = 3650;

  private final Credential.Password login;
  private final Session session;

  PasswordLogin(Place place) {
    Settings settings = place.settings();
    Address address = settings.address();
    if (!address.tls() && !isThisComputer(address)) {
      place.out().remark("Note: without --tls the password can be read on the network.");
    }
    login = KeptOrAsked.ask(settings, place.person());
    Server server = new Server(address, settings.trust(), settings.machine(), () -> login);
    session = Session.open(server, event -> {});
    try {
      session.logIn();
    } catch (FailedException e) {
      session.close();
      throw e;
    }
  }

  private static boolean isThisComputer(Address address) {
    return address.host().startsWith("127.")
        || address.host().equals("localhost")
        || address.host().equals("::1");
  }

  String name() {
    return login.name();
  }

  /**
   * Makes a token.
   *
   * @param arguments of the command line: {@code read} and {@code days}
   * @throws FailedException with {@link ExitCode#UNSUPPORTED} at servers without tokens
   */
  Token makeToken(String label, Arguments arguments) {
    List<Object> words = new ArrayList<>(List.of(label));
    if (arguments.has("read")) {
      words.add("read");
    }
    long days = arguments.number("days", 1, DAYS_MAX, 0);
    if (days > 0) {
      words.add(days);
    }
    Reply reply = session.ask("MKTOKEN", words.toArray());
    if (reply.meaning() == ExitCode.UNSUPPORTED) {
      throw new FailedException(
          ExitCode.UNSUPPORTED,
          "the password is right, but this server makes no tokens: it will be asked for each time");
    }
    // Such as "Token 1 drinkd_...".
    String[] said = reply.orFail().text().split(" ");
    if (said.length != 3 || !said[1].matches("[0-9]{1,18}")) {
      throw new FailedException(ExitCode.FAILED, "the server's reply names no token");
    }
    return new Token(name(), Long.parseLong(said[1]), said[2]);
  }

  /** Ends a token, if it is still one of the member's. */
  void endToken(long id) {
    session.ask("RMTOKEN", id);
  }

  @Override
  public void close() {
    session.close();
  }
}

package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.session.Session;
import io.drinkd.client.settings.Token;
import io.drinkd.client.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code token}: tokens for other programs of the member's. */
final class TokenCommand extends Subcommand {

  TokenCommand() {
    super(
        "token",
        "[new LABEL | end ID]",
        0,
        2,
        "list your tokens, make one for another program, or end one",
        Option.flag("read", "the new token may look, and not spend"),
        LoginCommand.DAYS);
  }

  @Override
  public void run(Invocation invocation) {
    List<String> words = invocation.words();
    if (words.isEmpty()) {
      list(invocation, loggedIn(invocation));
    } else if (words.size() == 2 && words.get(0).equals("new")) {
      make(invocation, words.get(1));
    } else if (words.size() == 2 && words.get(0).equals("end")) {
      end(invocation, loggedIn(invocation), words.get(1));
    } else {
      throw FailedException.usage("expected: " + syntax().synopsis());
    }
  }

  private static Session loggedIn(Invocation invocation) {
    Session session = invocation.session();
    session.repeated(session::logIn);
    return session;
  }

  private static void list(Invocation invocation, Session session) {
    List<String> rows = session.repeated(() -> session.ask("TOKENS").orFail().rows());
    List<Object> objects = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String row : rows) {
      String[] words = row.split(" ", 6);
      if (words.length == 6) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", Long.parseLong(words[0]));
        object.put("may", words[1]);
        object.put("made", words[2]);
        object.put("until", words[3]);
        object.put("used", words[4].equals("never") ? null : words[4]);
        object.put("label", words[5].replaceAll("^\"|\"$", ""));
        objects.add(object);
        lines.add(line(words, invocation.times()));
      }
    }
    String text = lines.isEmpty() ? "No tokens." : String.join("\n", lines);
    invocation.out().show(text, Map.of("tokens", objects));
  }

  private static String line(String[] words, Times times) {
    String used = words[4].equals("never") ? "never used" : "used " + times.shown(words[4]);
    return String.format(
        Locale.ROOT,
        "%4s  %-6s  until %s, %s  %s",
        words[0],
        words[1],
        times.shown(words[3]),
        used,
        words[5]);
  }

  /** Whoever has only a token gets no other one by it, so the password is asked for. */
  private static void make(Invocation invocation, String label) {
    Token token;
    try (PasswordLogin login = new PasswordLogin(invocation.place())) {
      token = login.makeToken(label, invocation.arguments());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", token.id());
    result.put("token", token.secret());
    invocation
        .out()
        .show("Token " + token.id() + ", which is shown only now: " + token.secret(), result);
  }

  private static void end(Invocation invocation, Session session, String word) {
    long id = Arguments.number("ID", word, 0, Long.MAX_VALUE);
    Reply reply = session.ask("RMTOKEN", id);
    if (reply.meaning() == ExitCode.USAGE) {
      throw new FailedException(ExitCode.NOT_FOUND, "you have no token " + id);
    }
    reply.orFail();
    invocation.out().show("Token " + id + " has ended.", Map.of("id", id));
  }
}

package io.drinkd.client.command;

import io.drinkd.client.session.Credential;
import io.drinkd.client.session.Logins;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.settings.Token;
import java.util.Optional;

/** The login: by the token that is kept, or by a password that is asked for once. */
public final class KeptOrAsked implements Logins {

  private final Settings settings;
  private final Person person;
  private Optional<Credential> known = Optional.empty();

  public KeptOrAsked(Settings settings, Person person) {
    this.settings = settings;
    this.person = person;
  }

  @Override
  public synchronized Credential get() {
    if (known.isEmpty()) {
      Optional<Token> kept = settings.tokens().find(settings.address(), settings.name());
      known =
          Optional.of(
              kept.<Credential>map(one -> new Credential.ByToken(one.name(), one.secret()))
                  .orElseGet(this::ask));
    }
    return known.get();
  }

  private Credential ask() {
    return ask(settings, person);
  }

  /** Whether nobody has to be asked. */
  public synchronized boolean isThere() {
    return known.isPresent()
        || settings.tokens().find(settings.address(), settings.name()).isPresent();
  }

  /** Asks for the password, and for the name if none is set. */
  static Credential.Password ask(Settings settings, Person person) {
    String name = settings.name().orElseGet(() -> person.ask("Name: "));
    return new Credential.Password(name, person.askSecretly("Password of " + name + ": "));
  }

  @Override
  public void refused() {
    forget();
  }

  /** What is known so far is looked up or asked for again. */
  public synchronized void forget() {
    known = Optional.empty();
  }
}

package io.drinkd.appliance.service;

import io.drinkd.appliance.credential.TokenStore;
import io.drinkd.appliance.credential.WebSessionStore;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody has logged in by who has shown no password and no iButton just now.
 *
 * @param hash by which the books know it
 * @param machine the machine for which alone it is good; empty for any
 * @param endsAt from when on it is good for nothing
 */
record Credential(Kind kind, String hash, Optional<String> machine, Instant endsAt) {

  enum Kind {
    /** For all that its member may. */
    TOKEN,
    /** For what its member may see. */
    READ_TOKEN,
    /** For all that its member may. */
    WEB_SESSION,
    /** For drinks of one machine. */
    KIOSK_SESSION
  }

  static Credential of(TokenStore.Shown token) {
    Kind kind = token.scope() == TokenStore.Scope.READ ? Kind.READ_TOKEN : Kind.TOKEN;
    return new Credential(kind, token.hash(), Optional.empty(), token.endsAt());
  }

  static Credential of(WebSessionStore.Shown session) {
    Kind kind = session.machine().isPresent() ? Kind.KIOSK_SESSION : Kind.WEB_SESSION;
    return new Credential(kind, session.hash(), session.machine(), session.endsAt());
  }

  boolean isToken() {
    return kind == Kind.TOKEN || kind == Kind.READ_TOKEN;
  }
}

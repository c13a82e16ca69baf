package io.drinkd.appliance.service;

import io.drinkd.appliance.credential.TokenStore;
import io.drinkd.appliance.credential.WebSessionStore;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody has logged in by that the books know by its hash, and that may end: a token, or a
 * session.
 *
 * @param hash by which the books know it
 * @param machine the machine for which alone it is good; empty for any
 * @param endsAt from when on it is good for nothing
 */
record Credential(LoginKind kind, String hash, Optional<String> machine, Instant endsAt) {

  static Credential of(TokenStore.Shown token) {
    LoginKind kind =
        token.scope() == TokenStore.Scope.READ ? LoginKind.READ_TOKEN : LoginKind.TOKEN;
    return new Credential(kind, token.hash(), Optional.empty(), token.endsAt());
  }

  static Credential of(WebSessionStore.Shown session) {
    LoginKind kind =
        session.machine().isPresent() ? LoginKind.KIOSK_SESSION : LoginKind.WEB_SESSION;
    return new Credential(kind, session.hash(), session.machine(), session.endsAt());
  }

  boolean isToken() {
    return kind == LoginKind.TOKEN || kind == LoginKind.READ_TOKEN;
  }
}

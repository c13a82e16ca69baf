package io.drinkd.appliance.web.page;

import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Viewer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who looks at a page: anybody, or a member with what the member has.
 *
 * @param token makes what shows that a form is from a page of ours
 */
public record Visitor(Optional<SignedIn> member, Supplier<String> token) {

  /** A member at the page, as the member is now. */
  public record SignedIn(Viewer viewer, Balance balance) {}

  static Visitor anybody(Supplier<String> token) {
    return new Visitor(Optional.empty(), token);
  }

  static Visitor of(Viewer viewer, Accounts accounts, Supplier<String> token) {
    return new Visitor(Optional.of(new SignedIn(viewer, accounts.balance(viewer))), token);
  }

  /** What a form sends along; a page with it is not kept, so only pages with forms ask for it. */
  public String csrf() {
    return token.get();
  }

  /** Whether somebody has signed in. */
  public boolean signedIn() {
    return member.isPresent();
  }

  /** The member's name; empty for anybody. */
  public String name() {
    return member.map(one -> one.viewer().record().name()).orElse("");
  }

  /** Whether it is an admin. */
  public boolean admin() {
    return member.map(one -> one.viewer().record().admin()).orElse(false);
  }

  /** What the member may spend, in credits; 0 for anybody. */
  public long available() {
    return member.map(one -> one.balance().available()).orElse(0L);
  }

  /**
   * How many credits a member has too few for a price; 0 for whoever can pay it, and for anybody.
   */
  long missing(long price) {
    return member
        .map(SignedIn::balance)
        .filter(balance -> !balance.covers(price))
        .map(balance -> balance.floor() + price - balance.available())
        .orElse(0L);
  }
}

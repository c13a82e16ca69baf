package io.drinkd.appliance.credential;

import io.drinkd.appliance.store.Rule;
import java.util.List;

/** What always holds for the rows of tokens, sessions and outside identities. */
public final class CredentialRules {

  public static final List<Rule> ALL =
      List.of(
          new Rule(
              "every token, session and outside identity belongs to a member",
              """
              SELECT c.what, c.member, m.name FROM (
                SELECT 'token' AS what, member FROM token
                UNION ALL SELECT 'session', member FROM web_session
                UNION ALL SELECT 'outside identity', member FROM outside_identity) c
              LEFT JOIN member m ON m.id = c.member
              WHERE m.id IS NULL OR m.closed_at IS NOT NULL\
              """));

  private CredentialRules() {}
}

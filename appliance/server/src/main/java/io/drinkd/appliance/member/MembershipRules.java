package io.drinkd.appliance.member;

import io.drinkd.appliance.store.Rule;
import java.util.List;

/** What always holds for the rows of members and their iButtons. */
public final class MembershipRules {

  public static final List<Rule> ALL =
      List.of(
          new Rule(
              "every member is closed with the account, and only then",
              """
              SELECT m.id AS member, m.name, m.closed_at, a.closed_at AS account_closed_at
              FROM member m LEFT JOIN account a ON a.id = m.account
              WHERE a.id IS NULL OR (m.closed_at IS NULL) <> (a.closed_at IS NULL)\
              """),
          new Rule(
              "every member who was merged is closed, and has gone into one who was not",
              """
              SELECT m.id AS member, m.name, m.closed_at, m.merged_into,
                i.merged_into AS further_into
              FROM member m LEFT JOIN member i ON i.id = m.merged_into
              WHERE m.merged_into IS NOT NULL
                AND (m.closed_at IS NULL OR i.id IS NULL OR i.merged_into IS NOT NULL)\
              """),
          new Rule(
              "every iButton belongs to a member",
              """
              SELECT b.member, m.name FROM ibutton b LEFT JOIN member m ON m.id = b.member
              WHERE m.id IS NULL OR m.closed_at IS NOT NULL\
              """));

  private MembershipRules() {}
}

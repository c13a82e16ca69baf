package io.drinkd.appliance.ledger;

import java.time.Instant;

/**
 * One transfer, from the point of view of one of its two accounts.
 *
 * @param at when
 * @param reason what for
 * @param actor who made it
 * @param amount positive if the account was credited, negative if debited
 * @param balance the account's balance after it
 */
public record Entry(Instant at, String reason, String actor, long amount, long balance) {}

package io.drinkd.appliance.ledger;

import java.time.Instant;

/**
 * One transfer, from the point of view of one of its two accounts, or a free drop.
 *
 * @param at when
 * @param reason what for
 * @param actor who made it
 * @param amount positive if the account was credited, negative if debited, 0 for a free drop
 * @param balance the account's balance after it
 */
public record Entry(Instant at, String reason, String actor, long amount, long balance) {}

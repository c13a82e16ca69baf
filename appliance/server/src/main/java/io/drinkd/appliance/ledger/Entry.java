package io.drinkd.appliance.ledger;

import java.time.Instant;

/**
 * One transfer as one of its two accounts sees it.
 *
 * @param at when
 * @param reason what for
 * @param actor who did it
 * @param amount what it got; negative for what it gave
 * @param balance what it had after it
 */
public record Entry(Instant at, String reason, String actor, long amount, long balance) {}

package io.drinkd.appliance.ledger;

/**
 * Credits that are set aside: they belong to one account and can be spent only by the end of this.
 *
 * @param id its number
 * @param debit the account that they belong to
 * @param credit the account that gets them if the hold is posted
 * @param amount how many, from 1 to {@link Ledger#AMOUNT_MAX}
 */
public record Hold(long id, long debit, long credit, long amount) {}

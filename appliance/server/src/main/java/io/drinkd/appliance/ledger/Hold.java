package io.drinkd.appliance.ledger;

/**
 * Credits reserved in one account; only posting the hold spends them.
 *
 * @param id its number
 * @param debit the account in which they are held
 * @param credit the account that is credited if the hold is posted
 * @param amount how many, from 1 to {@link Ledger#AMOUNT_MAX}
 */
public record Hold(long id, long debit, long credit, long amount) {}

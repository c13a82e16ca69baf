package io.drinkd.appliance.drop;

/**
 * What of a drop stays the same from its request to its end.
 *
 * @param id its number in the books
 * @param member who asked for it, by the member's number
 * @param account who pays
 * @param price what is held of the account until it ends; 0 for a free one
 */
record Drop(
    long id, long member, long account, String machine, int slot, String item, long price) {}

package io.drinkd.appliance.store;

/**
 * Something that always holds for the rows of some tables. Each package keeps the rules of its own
 * tables.
 *
 * @param name what holds, in one clause
 * @param violations a query for the rows that break it, with columns that identify them
 */
public record Rule(String name, String violations) {}

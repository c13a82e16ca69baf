package io.drinkd.bench;

/**
 * How a server is loaded.
 *
 * @param clients connections
 * @param depth requests in flight on each
 */
record Load(int clients, int depth) {}

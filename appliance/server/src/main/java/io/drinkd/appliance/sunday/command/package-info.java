/**
 * The verbs of the Sunday protocol, one class each. To add one, add a class with {@code @Extension}
 * here: it is found by the index that the build writes.
 *
 * <p>A command parses words, asks a service by the claim that its access names, and says with what
 * the dialect is to answer. It has no rule of the house, no bytes and no connection.
 */
package io.drinkd.appliance.sunday.command;

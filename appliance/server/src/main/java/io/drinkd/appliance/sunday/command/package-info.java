/**
 * The verbs of the Sunday protocol, one class each. To add one, add a class with {@code @Extension}
 * here: it is found by the index that the build writes.
 *
 * <p>A command says what came of a request in the terms of the house. It does not know how that is
 * spelled, has no bytes and no session, and does not check who asks: that has been done.
 */
package io.drinkd.appliance.sunday.command;

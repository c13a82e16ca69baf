/**
 * The door for {@code finger} (RFC 1288): one question, one answer in plain text, for anybody.
 *
 * <p>A line becomes a {@link io.drinkd.appliance.finger.FingerQuery}, and {@link
 * io.drinkd.appliance.finger.FingerAnswers} says what is known of it. Nobody logs in here, so
 * nothing is answered that is not for everybody; of members it is what those have agreed to.
 *
 * <p>It must not know a rule of the house, for which it asks the package {@code service}; and it
 * never asks another host.
 */
package io.drinkd.appliance.finger;

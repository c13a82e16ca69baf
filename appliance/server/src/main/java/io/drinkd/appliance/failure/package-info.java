/**
 * How a request ends that is not carried out: refused by a rule of the house, which is a {@link
 * io.drinkd.appliance.failure.Refusal} wherever the rule stands, or failed by a fault of ours,
 * which is logged. What else has to be said to people in several languages is a {@link
 * io.drinkd.appliance.failure.Phrase} with its values until somebody words it.
 *
 * <p>It knows no rule itself, and nothing of who asks or how they are answered.
 */
package io.drinkd.appliance.failure;

/**
 * What may be asked of the house, and by whom. Each rule of the house stands here once; a door only
 * turns words into values, and a result or a {@link io.drinkd.appliance.failure.Refusal} into
 * words.
 *
 * <p>Who asks is a type. A connection keeps a {@link io.drinkd.appliance.service.Caller}; for one
 * request it gives a claim, {@link io.drinkd.appliance.service.Viewer}, {@link
 * io.drinkd.appliance.service.Member} or {@link io.drinkd.appliance.service.Admin}, which only this
 * package can make. An operation takes the claim that it needs, so a forgotten check does not
 * compile. It knows no protocol, no connection and no board.
 */
package io.drinkd.appliance.service;

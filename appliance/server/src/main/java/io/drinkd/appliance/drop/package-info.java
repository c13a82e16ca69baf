/**
 * The life of a drop: credits are held, the order is sent, and only evidence ends it: charged,
 * released, or in doubt.
 *
 * <p>It knows no client protocol and no board protocol: whoever asks gets a {@link
 * io.drinkd.appliance.drop.DropResult}, and machines are asked through their contract.
 */
package io.drinkd.appliance.drop;

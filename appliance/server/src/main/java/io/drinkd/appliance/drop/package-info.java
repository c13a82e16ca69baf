/**
 * The life of a drop: its price is held, the order is sent, and the drop ends as charged or not.
 * One whose end nobody knows is in doubt until there is evidence, or the house's policy ends it.
 *
 * <p>{@link io.drinkd.appliance.drop.Dispatcher} refuses by what is in memory what cannot be made
 * now, and {@code DropStore.open} decides by the books. {@link io.drinkd.appliance.drop.DropState}
 * says which states there are, and {@code Settlement} decides by the board's answer which one
 * follows.
 *
 * <p>It must not know a client's protocol or a board's protocol, and of rights only that admins may
 * try a machine that is out of service: whoever asks gets a {@link
 * io.drinkd.appliance.drop.DropResult}, and machines are asked through their contract.
 */
package io.drinkd.appliance.drop;

/**
 * The machines and their slots: what is sold where, what the board last said, and whether it can be
 * reached.
 *
 * <p>A machine is the listener of its board: what the board tells becomes visible here at once. It
 * knows no member, no money and no client, and gives no order by itself.
 */
package io.drinkd.appliance.machine;

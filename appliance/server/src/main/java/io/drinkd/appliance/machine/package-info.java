/**
 * The machines and their slots: what is sold where, what the board last reported, and whether it
 * can be reached.
 *
 * <p>A machine listens to its board: what the board reports becomes visible here at once. It knows
 * no member, no money and no client, and sends no order by itself.
 */
package io.drinkd.appliance.machine;

/**
 * The screen beside a machine: a device that an admin has paired shows what is in its machine, and
 * whoever holds a card to its reader gets a drink of that machine. Nothing else is reached from
 * there, and nobody stays signed in.
 *
 * <p>It knows no rule of the house: which device is which, and for what a card is good, is asked of
 * {@link io.drinkd.appliance.service.Kiosks}.
 */
package io.drinkd.appliance.web.kiosk;

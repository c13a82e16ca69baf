/**
 * The door for people with {@code telnet}: the menu of 2003, with logins, drinks and credits.
 *
 * <p>Bytes become data and commands in {@link io.drinkd.appliance.telnet.TelnetDecoder}, options
 * are agreed on in {@link io.drinkd.appliance.telnet.TelnetOptions}, data becomes keys in {@link
 * io.drinkd.appliance.telnet.KeyDecoder}; these three need no socket. {@link
 * io.drinkd.appliance.telnet.TelnetFilter} joins them for a connection, and the dialogs, such as
 * {@link io.drinkd.appliance.telnet.Menu}, say what is asked and what follows. Clients that do not
 * negotiate, such as {@code nc}, are served by the line.
 *
 * <p>It must not know a rule of the house, for which it asks the package {@code service}.
 */
package io.drinkd.appliance.telnet;

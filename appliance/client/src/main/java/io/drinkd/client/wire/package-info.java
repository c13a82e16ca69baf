/**
 * The Sunday protocol as bytes: one connection, requests as lines, replies in their order, events
 * between them. {@link io.drinkd.client.wire.Connection} is the way in; {@link
 * io.drinkd.client.wire.Dialect} knows in what the two families of servers differ.
 *
 * <p>It knows nothing of logins, machines or commands.
 */
package io.drinkd.client.wire;

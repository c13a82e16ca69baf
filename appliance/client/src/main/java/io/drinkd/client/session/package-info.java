/**
 * What a member can ask of a server: logins, machines, slots, drops. {@link
 * io.drinkd.client.session.Session} is one conversation; {@link io.drinkd.client.session.OnceOnly}
 * carries a request with an effect over lost connections, so that it takes place once.
 *
 * <p>It knows no command line and no terminal.
 */
package io.drinkd.client.session;

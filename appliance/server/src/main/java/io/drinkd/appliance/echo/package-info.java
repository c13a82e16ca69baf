/**
 * A protocol that sends back what it gets, for checking cables and firewalls. It is also the
 * shortest example of a protocol on the transport of the package {@code net}.
 *
 * <p>It knows nothing of members, machines and money.
 */
package io.drinkd.appliance.echo;

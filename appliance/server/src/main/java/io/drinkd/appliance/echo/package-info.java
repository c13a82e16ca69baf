/**
 * A protocol of which what comes in goes out, for checking cables and firewalls.
 *
 * <p>It knows nothing of members, machines and money.
 */
package io.drinkd.appliance.echo;

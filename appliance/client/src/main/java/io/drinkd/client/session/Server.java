package io.drinkd.client.session;

import io.drinkd.client.wire.Address;
import io.drinkd.client.wire.Trust;
import java.util.Optional;

/**
 * A server, and how a member comes there.
 *
 * @param machine the one that is meant where none is named
 */
public record Server(Address address, Trust trust, Optional<String> machine, Logins logins) {}

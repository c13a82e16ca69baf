package io.drinkd.appliance.config;

import java.util.Set;

/**
 * What the settings of a listener may say if a protocol is spoken there.
 *
 * @param dialects the ways in which it is spelled; none if there is one only
 * @param unused settings of a listener that it has no use for. They are refused, so that nobody
 *     counts on them: a listener with a key and certificate that speaks in clear, say
 */
public record ListenerProtocol(Set<String> dialects, Set<String> unused) {}

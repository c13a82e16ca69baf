package io.drinkd.appliance.config;

/**
 * Where boards dial in.
 *
 * @param host the local address to listen on
 * @param port the port; 0 lets the system choose one
 */
public record AcceptSettings(String host, int port) {}

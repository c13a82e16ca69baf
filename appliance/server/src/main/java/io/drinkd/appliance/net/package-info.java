/**
 * The transport that all doors with a TCP connection of their own share: limits, TLS, idle
 * time-out, back-pressure, batched writes, graceful close and I/O threads, over Apache MINA. A
 * protocol adds a {@link io.drinkd.appliance.net.ProtocolHandler} and nothing else.
 *
 * <p>{@link io.drinkd.appliance.net.TcpDoor} holds the order of the filters. Everything of a
 * connection happens on its I/O thread: no locks, and nothing here may block.
 *
 * <p>It speaks of connections, bytes and lines. It must not know members, machines, commands or
 * dialects.
 */
package io.drinkd.appliance.net;
